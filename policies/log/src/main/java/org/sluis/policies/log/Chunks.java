// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Divides long work among the processors; what comes out is in order, and no more is under way than there are processors. */
public final class Chunks {

    private static final int SIZE = 4_096;

    private Chunks() {}

    /** Work on the items from {@code from} to before {@code to}. */
    @FunctionalInterface
    public interface Work<T> {
        T on(int from, int to);
    }

    /** What two works brought. */
    public record Both<T>(T first, T second) {}

    /** What both works brought, which are done at the same time. */
    public static <T> Both<T> both(Supplier<T> first, Supplier<T> second) {
        var found = Stream.of(first, second).parallel().map(Supplier::get).toList();
        return new Both<>(found.get(0), found.get(1));
    }

    /** What the work on each chunk of {@code count} items brought, in order. */
    public static <T> List<T> of(int count, Work<T> work) {
        return IntStream.range(0, (count + SIZE - 1) / SIZE)
                .parallel()
                .mapToObj(chunk -> work.on(chunk * SIZE, Math.min(count, (chunk + 1) * SIZE)))
                .toList();
    }
}
