// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.sluis.policies.decision.PartialRule.Surely;
import org.sluis.policies.odrl.Action;

/** What one policy decides at one moment for one action, as far as what is settled of the case tells. */
final class PartialDecision {

    /** What is sure so far. */
    enum Verdict {
        ALLOWS,
        DENIES,
        UNDECIDED
    }

    private final CompiledPolicy policy;
    private final boolean inForce;
    private final long named;
    private final List<PartialRule> permissions;
    private final List<PartialRule> prohibitions;

    /**
     * Looks at one policy.
     *
     * @param permissions the only ones to look at
     * @param inForce whether the policy is in force at the moment at all
     * @param bit the dimension of a key as a bit; none if cases do not differ in it
     */
    PartialDecision(
            CompiledPolicy policy,
            CompiledRule[] permissions,
            boolean inForce,
            Moment moment,
            Action action,
            ToLongFunction<String> bit) {
        this.policy = policy;
        this.inForce = inForce;
        this.permissions = rules(permissions, moment, action, bit);
        this.prohibitions = rules(policy.prohibitions(), moment, action, bit);
        long standing = bit.applyAsLong(Dimension.TARGET) | bit.applyAsLong(Dimension.PARTY);
        for (CompiledDuty obligation : policy.obligations()) {
            standing |= bit.applyAsLong(Dimension.dutyKey(obligation));
        }
        this.named = standing;
    }

    private static List<PartialRule> rules(
            CompiledRule[] rules, Moment moment, Action action, ToLongFunction<String> bit) {
        return Arrays.stream(rules)
                .filter(rule -> rule.action().includes(action))
                .map(rule -> new PartialRule(rule, moment, bit))
                .toList();
    }

    Verdict verdict(PartialCase known) {
        Surely permitted = inForce ? permitted(known) : Surely.NOT;
        if (permitted == Surely.NOT) {
            return Verdict.DENIES;
        }
        if ((named & ~known.settled()) != 0) {
            return Verdict.UNDECIDED;
        }
        if (!policy.concernsTarget(known.request().target())
                || !policy.concernsParty(known.request().party())
                || policy.obligations().stream().anyMatch(obligation -> obligation.isViolated(known.facts()))) {
            return Verdict.DENIES;
        }
        Surely forbidden = forbidden(known);
        if (forbidden == Surely.SO) {
            return Verdict.DENIES;
        }
        return forbidden == Surely.NOT && permitted == Surely.SO ? Verdict.ALLOWS : Verdict.UNDECIDED;
    }

    private Surely permitted(PartialCase known) {
        return any(permissions.stream().map(rule -> rule.permits(known)));
    }

    private Surely forbidden(PartialCase known) {
        return any(prohibitions.stream().map(rule -> rule.forbids(known)));
    }

    private static Surely any(Stream<Surely> each) {
        Surely any = Surely.NOT;
        for (Surely one : (Iterable<Surely>) each::iterator) {
            if (one == Surely.SO) {
                return one;
            }
            any = one == Surely.UNKNOWN ? one : any;
        }
        return any;
    }

    /** The dimensions of which one must be settled next. */
    long open(PartialCase known) {
        if ((named & ~known.settled()) != 0) {
            return named & ~known.settled();
        }
        List<PartialRule> undecided = new ArrayList<>();
        permissions.stream()
                .filter(rule -> rule.permits(known) == Surely.UNKNOWN)
                .forEach(undecided::add);
        prohibitions.stream()
                .filter(rule -> rule.forbids(known) == Surely.UNKNOWN)
                .forEach(undecided::add);
        long open = 0;
        for (PartialRule rule : undecided) {
            open |= rule.open(known);
        }
        return open;
    }
}
