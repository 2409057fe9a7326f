// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What runs on either side of an agreement, as far as is known.
 *
 * @param provider mechanisms of the one who gives data
 * @param consumer mechanisms of the one who receives it
 */
public record Mechanisms(Set<Mechanism> provider, Set<Mechanism> consumer) {

    /** Nothing is known to run anywhere. */
    public static final Mechanisms NONE = new Mechanisms(Set.of(), Set.of());

    public Mechanisms {
        provider = Set.copyOf(provider);
        consumer = Set.copyOf(consumer);
    }

    /** Two connectors that run the same. */
    public static Mechanisms alike(Set<Mechanism> both) {
        return new Mechanisms(both, both);
    }

    /** The same without one mechanism, on both sides. */
    public Mechanisms without(Mechanism mechanism) {
        return new Mechanisms(less(provider, mechanism), less(consumer, mechanism));
    }

    private static Set<Mechanism> less(Set<Mechanism> all, Mechanism one) {
        Set<Mechanism> less = EnumSet.noneOf(Mechanism.class);
        less.addAll(all);
        less.remove(one);
        return less;
    }

    boolean atProvider(Mechanism... needed) {
        return provider.containsAll(List.of(needed));
    }

    boolean onBothSides(Mechanism... needed) {
        return atProvider(needed) && consumer.containsAll(List.of(needed));
    }
}
