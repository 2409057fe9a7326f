// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts what runs at once, in total and for each consumer. */
final class Capacity {
    private final String what;
    private final int total;
    private final int perConsumer;
    private final Map<String, Integer> taken = new HashMap<>();
    private int takenInTotal;

    Capacity(String what, int total, int perConsumer) {
        this.what = what;
        this.total = total;
        this.perConsumer = perConsumer;
    }

    /** A place for one request; give it back by running it, more than once does no harm. */
    Runnable take(String consumer) throws Problem.ProblemException {
        var problem = tryTake(consumer);
        if (problem.isPresent()) {
            throw new Problem.ProblemException(problem.get());
        }
        var returned = new AtomicBoolean();
        return () -> {
            if (returned.compareAndSet(false, true)) {
                giveBack(consumer);
            }
        };
    }

    private synchronized Optional<Problem> tryTake(String consumer) {
        if (taken.getOrDefault(consumer, 0) >= perConsumer) {
            return Optional.of(
                    Problem.busy(429, "you have " + perConsumer + " " + what + " running; wait for one to end"));
        }
        if (takenInTotal >= total) {
            return Optional.of(Problem.busy(503, "the provider has " + total + " " + what + " running; try later"));
        }
        takenInTotal++;
        taken.merge(consumer, 1, Integer::sum);
        return Optional.empty();
    }

    private synchronized void giveBack(String consumer) {
        takenInTotal--;
        taken.computeIfPresent(consumer, (name, count) -> count == 1 ? null : count - 1);
    }

    synchronized int inUse() {
        return takenInTotal;
    }
}
