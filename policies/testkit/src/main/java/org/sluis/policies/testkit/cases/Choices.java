// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that one seed settles. */
public final class Choices {
    private final SplittableRandom random;

    public Choices(long seed) {
        random = new SplittableRandom(seed);
    }

    /** True so many times in a hundred. */
    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** From 0 to {@code bound - 1}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** From {@code least} to {@code most}, both included. */
    public long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    public <T> T of(List<T> options) {
        return options.get(random.nextInt(options.size()));
    }

    @SafeVarargs
    public final <T> T of(T... options) {
        return options[random.nextInt(options.length)];
    }
}
