// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.PeerEnd;

/** Agreements in memory, for tests. Its monitor is the lock that {@link InMemoryUsageLedger} decides under. */
public final class InMemoryAgreements implements Agreements {
    private final Map<String, Agreement> byId = new LinkedHashMap<>();
    private final Map<String, PeerEnd> endsByPeers = new LinkedHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService notices = Executors.newSingleThreadExecutor(InMemoryAgreements::daemon);

    @Override
    public synchronized void freeze(Agreement agreement) {
        var known = byId.putIfAbsent(agreement.id(), agreement);
        if (known != null && !known.canonical().equals(agreement.canonical())) {
            throw new IllegalStateException("agreement " + agreement.id() + " is frozen with other bytes");
        }
    }

    @Override
    public synchronized Optional<Agreement> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public synchronized List<Agreement> list() {
        var newestFirst = new ArrayList<>(byId.values());
        newestFirst.sort(Comparator.comparing(Agreement::signedAt).reversed());
        return List.copyOf(newestFirst);
    }

    @Override
    public boolean end(String id, AgreementState state, String reason) {
        if (state == AgreementState.ACTIVE) {
            throw new IllegalArgumentException("an agreement cannot end as active");
        }
        synchronized (this) {
            var agreement = byId.get(id);
            if (agreement == null || agreement.state() != AgreementState.ACTIVE) {
                return false;
            }
            byId.put(id, ended(agreement, state, reason));
        }
        listeners.forEach(listener -> notices.execute(() -> listener.accept(id)));
        return true;
    }

    @Override
    public boolean endedByPeer(String id, PeerEnd end) {
        var unused = end(id, end.state(), end.reason());
        synchronized (this) {
            if (byId.containsKey(id)) {
                endsByPeers.putIfAbsent(id, end);
            }
            return byId.containsKey(id);
        }
    }

    /** What the other party said of the end of an agreement. */
    public synchronized Optional<PeerEnd> endByPeer(String id) {
        return Optional.ofNullable(endsByPeers.get(id));
    }

    @Override
    public void onEnd(Consumer<String> listener) {
        listeners.add(listener);
    }

    private static Agreement ended(Agreement agreement, AgreementState state, String reason) {
        return new Agreement(
                agreement.id(),
                agreement.side(),
                agreement.provider(),
                agreement.consumer(),
                agreement.dataset(),
                agreement.signedAt(),
                agreement.canonical(),
                agreement.sha256(),
                state,
                Optional.of(reason));
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "in-memory-agreements");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, thrown) -> {
            // a listener that fails must not keep the others from hearing of the end
        });
        return thread;
    }
}
