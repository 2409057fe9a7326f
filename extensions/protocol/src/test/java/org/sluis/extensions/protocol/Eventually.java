// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits in tests, a bounded time. */
public final class Eventually {

    private Eventually() {}

    /** Returns as soon as a condition holds; fails when it does not within a time. */
    public static void holds(Duration limit, BooleanSupplier condition) {
        var end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("did not hold within " + limit);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
