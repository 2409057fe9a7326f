// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.edc.spi.monitor.Monitor;

/**
 * Attempts that wait because earlier ones failed: they are due at once when something is heard of the peer they are for.
 *
 * <p>Costs nothing while no attempt waits, and one statement every two seconds at most: a peer that is up and cannot take a certain
 * message is not asked faster than that, whatever else it says.
 */
public final class WaitingAttempts implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int MOST_PEERS = 10_000;

    private final Consumer<Set<String>> makeDue;
    private final Clock clock;
    private final Monitor monitor;
    private final AtomicLong until = new AtomicLong();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile long ran;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var one = new Thread(task, "waiting-attempts");
        one.setDaemon(true);
        return one;
    });

    /** {@code makeDue} makes the attempts at these peers due and wakes their machines. */
    WaitingAttempts(Consumer<Set<String>> makeDue, Clock clock, Monitor monitor) {
        this.makeDue = makeDue;
        this.clock = clock;
        this.monitor = monitor;
    }

    /** There is an attempt that waits until then, in milliseconds since 1970. */
    void waits(long time) {
        until.accumulateAndGet(time, Math::max);
    }

    /** A participant is up: a message of its came or was answered. Returns at once and never fails. */
    public void heard(String peer) {
        if (peer == null || clock.millis() > until.get() || heard.size() >= MOST_PEERS) {
            return;
        }
        // INVARIANT: added before it is planned; the run that is planned already has not looked yet
        heard.add(peer);
        if (planned.compareAndSet(false, true)) {
            try {
                var unused = thread.schedule(this::run, ran + PAUSE.toMillis() - clock.millis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // Closed: what waits is looked at after the next start.
                planned.set(false);
            }
        }
    }

    private void run() {
        planned.set(false);
        ran = clock.millis();
        var peers = Set.copyOf(heard);
        heard.removeAll(peers);
        try {
            makeDue.accept(peers);
        } catch (RuntimeException e) {
            // They are made when they would have been.
            monitor.warning("Attempts at peers that are up again wait on: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
