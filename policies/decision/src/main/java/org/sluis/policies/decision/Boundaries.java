// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * Representatives: one value for each piece into which the values that policies name cut a scale.
 *
 * <p>INVARIANT: no comparison with a named value tells a value from the representative of its piece.
 */
final class Boundaries {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration LEAST = Duration.ofNanos(1);

    private Boundaries() {}

    /** Before, at, between and after the named instants; {@code usual} if there are none. */
    static List<Instant> instants(Collection<Instant> named, Instant usual) {
        return named.isEmpty() ? List.of(usual) : pieces(new TreeSet<>(named), Instant::plus);
    }

    /** Below, at, between and above the named durations, from zero on. */
    static List<Duration> durations(Collection<Duration> named) {
        return pieces(new TreeSet<>(named), Duration::plus);
    }

    private static <T extends Comparable<T>> List<T> pieces(NavigableSet<T> named, BiFunction<T, Duration, T> plus) {
        List<T> pieces = new ArrayList<>();
        pieces.add(plus.apply(named.first(), STEP.negated()));
        for (T value : named) {
            pieces.add(value);
            T next = named.higher(value);
            T beyond = plus.apply(value, STEP);
            T close = plus.apply(value, LEAST);
            if (next == null || beyond.compareTo(next) < 0) {
                pieces.add(beyond);
            } else if (close.compareTo(next) < 0) {
                pieces.add(close);
            }
        }
        return pieces;
    }

    /** Zero, and each first number at which a limit is passed. */
    static List<Long> counts(Collection<Long> firstBeyond) {
        Set<Long> counts = new TreeSet<>(firstBeyond);
        counts.add(0L);
        return List.copyOf(counts);
    }

    /** The named texts, and one that is none of them. */
    static List<String> texts(Collection<String> named, IntFunction<String> others) {
        Set<String> known = new HashSet<>(named);
        List<String> texts = new ArrayList<>(new TreeSet<>(named));
        int attempt = 0;
        while (known.contains(others.apply(attempt))) {
            attempt++;
        }
        texts.add(others.apply(attempt));
        return texts;
    }
}
