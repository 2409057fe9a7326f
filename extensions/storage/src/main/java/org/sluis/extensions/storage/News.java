// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Wakes threads that wait for something to be committed. */
final class News {

    private long generation;

    /** To be taken before looking, so that what comes right after the look is not missed. */
    synchronized long now() {
        return generation;
    }

    synchronized void came() {
        generation++;
        notifyAll();
    }

    /** Returns when something came since {@code known}, or after the timeout. */
    synchronized void await(long known, Duration timeout) throws InterruptedException {
        var end = System.nanoTime() + timeout.toNanos();
        for (var left = timeout.toNanos(); generation == known && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
