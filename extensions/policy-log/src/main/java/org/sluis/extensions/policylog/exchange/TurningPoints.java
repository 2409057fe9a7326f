// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sluis.extensions.identity.did.Did;

/**
 * Where an agreement began or ended: there each side has the other cosign without waiting for the round, as neither can show what
 * the other had logged before.
 */
final class TurningPoints {

    /** How long what follows each other closely is waited for, to be cosigned at once. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);
    /** Within which the other party does the same. */
    private static final Duration ANSWERED = Duration.ofSeconds(3);

    private final ScheduledExecutorService worker;
    private final Asking asking;
    private final Map<Did, String> waiting = new ConcurrentHashMap<>();
    private final Map<Did, Long> last = new ConcurrentHashMap<>();

    /** Has one participant cosign now, with that agreement among the streams. */
    @FunctionalInterface
    interface Asking {
        void ask(Did peer, String agreement, Duration patience);
    }

    TurningPoints(ScheduledExecutorService worker, Asking asking) {
        this.worker = worker;
        this.asking = asking;
    }

    void add(String agreement, Did peer) {
        last.put(peer, System.nanoTime());
        if (waiting.put(peer, agreement) == null && !worker.isShutdown()) {
            var unused = worker.schedule(
                    () -> asking.ask(peer, waiting.remove(peer), TOGETHER), TOGETHER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Until the other party, too, should have asked for our cosignature; at once if nothing began or ended lately. */
    void awaitOther(Did peer) throws InterruptedException {
        var added = last.get(peer);
        if (added != null) {
            TimeUnit.NANOSECONDS.sleep(added + ANSWERED.toNanos() - System.nanoTime());
        }
    }
}
