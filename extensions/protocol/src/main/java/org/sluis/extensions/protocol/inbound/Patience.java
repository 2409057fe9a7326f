// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Waits until a message can be handled: a bounded time, in a bounded number of threads.
 *
 * <p>Beyond either bound the sender gets 503, which every connector retries; EDC's 409 ends the process at the peer.
 */
final class Patience {

    private static final long FIRST_PAUSE_MS = 3;
    private static final long LONGEST_PAUSE_MS = 100;
    private static final long RETRY_AFTER_SECONDS = 1;

    private final Duration limit;
    private final Semaphore waiting;

    Patience(Duration limit, int mostWaiting) {
        this.limit = limit;
        this.waiting = new Semaphore(mostWaiting);
    }

    /** Tries until there is an answer; an empty one means not yet. */
    <T> T until(Supplier<Optional<T>> attempt) {
        var answer = attempt.get();
        if (answer.isPresent()) {
            return answer.get();
        }
        if (!waiting.tryAcquire()) {
            throw new ServiceUnavailableException(RETRY_AFTER_SECONDS);
        }
        try {
            return waitFor(attempt);
        } finally {
            waiting.release();
        }
    }

    private <T> T waitFor(Supplier<Optional<T>> attempt) {
        var end = System.nanoTime() + limit.toNanos();
        var pause = FIRST_PAUSE_MS;
        while (System.nanoTime() - end < 0) {
            sleep(pause);
            pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
            var answer = attempt.get();
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new ServiceUnavailableException(RETRY_AFTER_SECONDS);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException(RETRY_AFTER_SECONDS);
        }
    }
}
