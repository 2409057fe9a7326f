// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Messages on their way to peers, counted, so that no process is leased while its message queues behind others. */
public final class InFlight {

    private final int limit;
    private final AtomicInteger count = new AtomicInteger();

    InFlight(int limit) {
        this.limit = limit;
    }

    /** How many of the wanted processes may be taken up now. */
    public int room(int wanted) {
        return Math.max(0, Math.min(wanted, limit - count.get()));
    }

    /** Counts one message until its answer, or its failure, is there. */
    <T> CompletableFuture<T> count(Supplier<CompletableFuture<T>> message) {
        count.incrementAndGet();
        CompletableFuture<T> answer;
        try {
            answer = message.get();
        } catch (RuntimeException | Error e) {
            count.decrementAndGet();
            throw e;
        }
        return answer.whenComplete((ignored, failure) -> count.decrementAndGet());
    }
}
