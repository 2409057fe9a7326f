// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Looks at what waits every few seconds, and soon after something was held. */
final class Settling implements AutoCloseable {

    /** EDC saves what it holds just after it asked; once more for a busy machine. */
    private static final long[] SOON_MILLIS = {30, 250};

    private static final long MILLIS_TO_STOP = 5_000;

    private final Runnable settle;
    private final Duration interval;
    private final Semaphore held = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "sluis-settling");

    /** Looks from its start on; {@code settle} throws nothing. */
    Settling(Runnable settle, Duration interval) {
        this.settle = settle;
        this.interval = interval;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Returns at once. */
    void soon() {
        held.release();
    }

    private void run() {
        try {
            while (true) {
                settle.run();
                if (held.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                    held.drainPermits();
                    for (var delay : SOON_MILLIS) {
                        Thread.sleep(delay);
                        settle.run();
                    }
                }
            }
        } catch (InterruptedException e) {
            // Asked to stop.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(MILLIS_TO_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
