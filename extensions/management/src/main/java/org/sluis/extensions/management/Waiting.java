// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits, within a bound, for something that another thread or company does. */
final class Waiting {

    private static final long SHORTEST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 250;

    private Waiting() {}

    /** Asks again and again, ever less often; empty if nothing came in time. */
    static <T> Optional<T> until(Duration patience, Supplier<Optional<T>> question) {
        var deadline = System.nanoTime() + patience.toNanos();
        var pause = SHORTEST_MILLIS;
        while (true) {
            var answer = question.get();
            if (answer.isPresent() || System.nanoTime() > deadline) {
                return answer;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refusal(503, "Stopping", "this connector is stopping");
            }
            pause = Math.min(LONGEST_MILLIS, pause * 3 / 2);
        }
    }
}
