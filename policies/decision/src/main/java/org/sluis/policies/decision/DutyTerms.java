// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.odrl.Action;
import org.sluis.policies.odrl.CanonicalForm;
import org.sluis.policies.odrl.Duty;
import org.sluis.policies.odrl.Permission;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Times;

/**
 * Compares how soon duties must be fulfilled: sooner is narrower. No decision looks at that, so no case can show it; whether there
 * is a duty at all shows where it is violated.
 */
final class DutyTerms {

    private static final Duration NO_TERM = Duration.ofSeconds(Long.MAX_VALUE);

    private DutyTerms() {}

    /** One duty, and what it comes with. */
    private record Term(String bearer, Duration within) {}

    static PolicyRelation compare(Policy first, Policy second) {
        PolicyRelation relation = PolicyRelation.EQUAL;
        for (Action action : actions(first, second)) {
            relation = relation.and(compare(terms(first, action), terms(second, action)));
        }
        return relation;
    }

    private static PolicyRelation compare(List<Term> first, List<Term> second) {
        for (Term same : List.copyOf(first)) {
            if (second.remove(same)) {
                first.remove(same);
            }
        }
        if (first.isEmpty() || second.isEmpty()) {
            return PolicyRelation.EQUAL;
        }
        return PolicyRelation.of(
                latest(first).compareTo(soonest(second)) <= 0, latest(second).compareTo(soonest(first)) <= 0);
    }

    private static Duration latest(List<Term> terms) {
        return Collections.max(terms.stream().map(Term::within).toList());
    }

    private static Duration soonest(List<Term> terms) {
        return Collections.min(terms.stream().map(Term::within).toList());
    }

    private static Set<Action> actions(Policy first, Policy second) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (Policy policy : List.of(first, second)) {
            policy.obligations().forEach(duty -> actions.add(duty.action()));
            policy.permissions().forEach(rule -> rule.duties().forEach(duty -> actions.add(duty.action())));
        }
        return actions;
    }

    private static List<Term> terms(Policy policy, Action action) {
        List<Term> terms = new ArrayList<>();
        for (Permission permission : policy.permissions()) {
            String bearer = CanonicalForm.of(onlyWith(permission)).json();
            soonest(permission.duties(), action).ifPresent(within -> terms.add(new Term(bearer, within)));
        }
        soonest(policy.obligations(), action).ifPresent(within -> terms.add(new Term("", within)));
        return terms;
    }

    private static Policy onlyWith(Permission permission) {
        Permission bare = new Permission(permission.action(), permission.constraints(), List.of());
        return new Policy(
                Policy.Kind.SET,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(bare),
                List.of(),
                List.of());
    }

    /** A duty that stands twice must be fulfilled by the sooner of both. */
    private static Optional<Duration> soonest(List<Duty> duties, Action action) {
        return duties.stream()
                .filter(duty -> duty.action() == action)
                .map(DutyTerms::within)
                .min(Duration::compareTo);
    }

    private static Duration within(Duty duty) {
        return duty.within().flatMap(Times::duration).orElse(NO_TERM);
    }
}
