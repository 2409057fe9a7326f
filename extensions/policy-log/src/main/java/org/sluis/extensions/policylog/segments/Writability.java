// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Knows, without waiting, whether the disk takes what the log writes. While somebody asks, a disk to which nothing else is written is
 * tried often; while nobody does, it is left alone.
 */
final class Writability implements AutoCloseable {

    /** How long the disk is not tried when something was written to it. */
    static final Duration EVERY = Duration.ofMillis(200);

    /** What takes longer is taken for a disk that hangs. */
    static final Duration STUCK = Duration.ofMillis(400);

    /** How long after the last question the disk is still tried. */
    static final Duration INTEREST = Duration.ofSeconds(1);

    private final GroupCommit commit;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "policy-log-probe");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> trying;
    private volatile long askedAt = System.nanoTime() - INTEREST.toNanos();

    Writability(GroupCommit commit) {
        this.commit = commit;
        trying = timer.scheduleWithFixedDelay(
                this::tryIfAsked, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean available() {
        long now = System.nanoTime();
        if (now - askedAt > EVERY.toNanos()) {
            askedAt = now;
        }
        return commit.isAvailable(STUCK);
    }

    private void tryIfAsked() {
        if (System.nanoTime() - askedAt < INTEREST.toNanos()) {
            commit.probeUnlessWritten(EVERY.dividedBy(2));
        }
    }

    @Override
    public void close() {
        trying.cancel(false);
        timer.shutdownNow();
    }
}
