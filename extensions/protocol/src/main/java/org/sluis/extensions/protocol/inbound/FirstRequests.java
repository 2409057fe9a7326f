// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets only one thread at a time handle the first request of a consumer's process.
 *
 * <p>A consumer that lost our answer asks again, possibly while the first request still runs; both would create a
 * process of ours for the one of the consumer.
 */
final class FirstRequests {

    private static final int STRIPES = 64;

    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);
    private final Duration limit;

    FirstRequests(Duration limit) {
        this.limit = limit;
    }

    /** Handles a request about a consumer's process. */
    <T> T oneAtATime(String consumerPid, Supplier<T> request) {
        var lock = locks[Math.floorMod(consumerPid.hashCode(), STRIPES)];
        acquire(lock);
        try {
            return request.get();
        } finally {
            lock.unlock();
        }
    }

    private void acquire(Lock lock) {
        try {
            if (!lock.tryLock(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ServiceUnavailableException(1L);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException(1L);
        }
    }
}
