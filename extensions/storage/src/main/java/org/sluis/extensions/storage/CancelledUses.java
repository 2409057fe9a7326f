// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Uses to be cancelled when the database is back. What does not fit, or is forgotten by a crash, counts for good: the safe
 * side.
 */
final class CancelledUses {

    private static final int MOST = 10_000;

    private final Queue<UUID> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    void add(UUID use) {
        if (size.incrementAndGet() <= MOST) {
            waiting.add(use);
        } else {
            size.decrementAndGet();
        }
    }

    /** Null when nothing waits. */
    UUID poll() {
        var use = waiting.poll();
        if (use != null) {
            size.decrementAndGet();
        }
        return use;
    }
}
