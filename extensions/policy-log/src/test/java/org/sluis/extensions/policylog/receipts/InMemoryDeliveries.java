// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.sluis.policies.usage.DeliveredBody;

/** Deliveries that last as long as a test. */
public final class InMemoryDeliveries implements Deliveries {

    private final Predicate<String> isSealed;
    private final TakenReceipts taken;
    private final Map<UUID, DeliveredBody> rows = new LinkedHashMap<>();
    private final Map<UUID, Use> uses = new ConcurrentHashMap<>();

    public InMemoryDeliveries(Predicate<String> isSealed, TakenReceipts taken) {
        this.isSealed = isSealed;
        this.taken = taken;
    }

    /** The ledger has this use. */
    public void reserve(UUID use, String agreement, Instant at) {
        uses.put(use, new Use(agreement, at));
    }

    @Override
    public synchronized void delivered(List<DeliveredBody> bodies) {
        bodies.stream()
                .filter(body -> isSealed.test(body.agreement()))
                .forEach(body -> rows.putIfAbsent(body.use(), body));
    }

    @Override
    public synchronized Optional<DeliveredBody> find(UUID use) {
        return Optional.ofNullable(rows.get(use));
    }

    @Override
    public Optional<Use> use(UUID use) {
        return Optional.ofNullable(uses.get(use));
    }

    @Override
    public synchronized void forget(UUID use) {
        rows.remove(use);
    }

    @Override
    public synchronized List<DeliveredBody> endedBefore(Instant end, int limit) {
        return rows.values().stream()
                .filter(body -> body.at().isBefore(end))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized long missing(Instant end) {
        return rows.values().stream()
                .filter(body -> body.whole()
                        && body.at().isBefore(end)
                        && taken.find(body.use()).isEmpty())
                .count();
    }
}
