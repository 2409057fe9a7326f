// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Messages on their way to peers, counted, so that no process is leased while its message queues behind others. */
public final class InFlight {

    private final int limit;
    private final Runnable moreRoom;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean scarce = new AtomicBoolean();

    /** {@code moreRoom} is told of the end of a message after there was less room than was asked for. */
    InFlight(int limit, Runnable moreRoom) {
        this.limit = limit;
        this.moreRoom = moreRoom;
    }

    /** How many of the wanted processes may be taken up now. */
    public int room(int wanted) {
        if (left(wanted) < wanted) {
            scarce.set(true);
        }
        // Counted after that: a message that ended in between told nobody.
        return left(wanted);
    }

    private int left(int wanted) {
        return Math.max(0, Math.min(wanted, limit - count.get()));
    }

    private void ended() {
        count.decrementAndGet();
        if (scarce.compareAndSet(true, false)) {
            moreRoom.run();
        }
    }

    /** Counts one message until its answer, or its failure, is there. */
    <T> CompletableFuture<T> count(Supplier<CompletableFuture<T>> message) {
        count.incrementAndGet();
        CompletableFuture<T> answer;
        try {
            answer = message.get();
        } catch (RuntimeException | Error e) {
            ended();
            throw e;
        }
        return answer.whenComplete((ignored, failure) -> ended());
    }
}
