// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A rule while only a part of the case is settled. Sets of dimensions are bits.
 *
 * <p>INVARIANT: what this says surely holds, holds in every case that agrees with what is settled.
 */
final class PartialRule {

    /** What is sure of a rule. */
    enum Surely {
        SO,
        NOT,
        UNKNOWN
    }

    private static final int ANY = Truth.TRUE | Truth.FALSE | Truth.UNDETERMINED;

    private final CompiledRule rule;
    private final IdentityHashMap<Comparison, Long> needs = new IdentityHashMap<>();
    private final long needed;
    private final long duties;

    /** With the dimensions on which each comparison depends at this moment. */
    PartialRule(CompiledRule rule, Moment moment, ToLongFunction<String> bit) {
        this.rule = rule;
        long all = 0;
        for (Comparison comparison : comparisons(rule.condition())) {
            long mask = 0;
            if (!comparison.openAt().contains(moment)) {
                for (String key : Dimension.keysOf(comparison)) {
                    mask |= bit.applyAsLong(key);
                }
            }
            needs.put(comparison, mask);
            all |= mask;
        }
        this.needed = all;
        long obliging = 0;
        for (CompiledDuty duty : rule.duties()) {
            obliging |= bit.applyAsLong(Dimension.dutyKey(duty));
        }
        this.duties = obliging;
    }

    static List<Comparison> comparisons(Condition condition) {
        List<Comparison> found = new ArrayList<>();
        if (condition instanceof Comparison comparison) {
            found.add(comparison);
        } else if (condition instanceof All all) {
            all.members().forEach(member -> found.addAll(comparisons(member)));
        } else if (condition instanceof Any any) {
            any.members().forEach(member -> found.addAll(comparisons(member)));
        } else if (condition instanceof ExactlyOne one) {
            one.members().forEach(member -> found.addAll(comparisons(member)));
        }
        return found;
    }

    /** What is needed to know for certain and not settled yet. */
    long open(PartialCase known) {
        return (needed | duties) & ~known.settled();
    }

    /** Whether this, as a permission, is active. */
    Surely permits(PartialCase known) {
        for (CompiledDuty duty : rule.duties()) {
            if (duty.isViolated(known.facts())) {
                return Surely.NOT;
            }
        }
        int values = values(rule.condition(), known);
        if ((values & Truth.TRUE) == 0) {
            return Surely.NOT;
        }
        boolean sure = (needed & ~known.settled()) == 0 || values == Truth.TRUE;
        return sure && (duties & ~known.settled()) == 0 ? Surely.SO : Surely.UNKNOWN;
    }

    /** Whether this, as a prohibition, is active. */
    Surely forbids(PartialCase known) {
        int values = values(rule.condition(), known);
        if ((values & Truth.FALSE) == 0) {
            return Surely.SO;
        }
        return (needed & ~known.settled()) == 0 || values == Truth.FALSE ? Surely.NOT : Surely.UNKNOWN;
    }

    /** A superset of the values that the condition can take; sets of values grow with those of their members. */
    private int values(Condition condition, PartialCase known) {
        if (condition instanceof Comparison comparison) {
            return (needs.get(comparison) & ~known.settled()) == 0
                    ? comparison.values(known.request(), known.facts())
                    : ANY;
        }
        if (condition instanceof All all) {
            int values = Truth.TRUE;
            for (Condition member : all.members()) {
                values = Truth.and(values, values(member, known));
            }
            return values;
        }
        if (condition instanceof Any any) {
            int values = Truth.FALSE;
            for (Condition member : any.members()) {
                values = Truth.or(values, values(member, known));
            }
            return values;
        }
        int states = Truth.XONE_START;
        for (Condition member : ((ExactlyOne) condition).members()) {
            states = Truth.xone(states, values(member, known));
        }
        return Truth.xoneValues(states);
    }
}
