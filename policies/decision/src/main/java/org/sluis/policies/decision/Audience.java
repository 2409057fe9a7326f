// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.odrl.AtomicConstraint;
import org.sluis.policies.odrl.Constraint;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.LogicalConstraint;
import org.sluis.policies.odrl.Operator;
import org.sluis.policies.odrl.Permission;
import org.sluis.policies.odrl.Policy;

/** Whom a policy could allow anything at all: a look-up instead of a decision for everybody else. */
public final class Audience {

    private Audience() {}

    /** The only participants whom any decision on the policy can allow; empty if it names none, so that it may be anybody. */
    public static Optional<Set<String>> of(Policy policy) {
        if (policy.assignee().isPresent()) {
            return Optional.of(Set.of(policy.assignee().get()));
        }
        return union(policy.permissions().stream()
                .map(Permission::constraints)
                .map(Audience::ofAll)
                .toList());
    }

    /** All must hold, so any of them that names participants bounds the rest. */
    private static Optional<Set<String>> ofAll(List<Constraint> constraints) {
        Optional<Set<String>> all = Optional.empty();
        for (Constraint constraint : constraints) {
            Optional<Set<String>> one = of(constraint);
            all = all.isEmpty() ? one : one.isEmpty() ? all : Optional.of(both(all.get(), one.get()));
        }
        return all;
    }

    private static Optional<Set<String>> of(Constraint constraint) {
        if (constraint instanceof AtomicConstraint atomic) {
            return atomic.leftOperand() == LeftOperand.RECIPIENT && atomic.operator() == Operator.EQ
                    ? Optional.of(Set.of(atomic.rightOperand()))
                    : Optional.empty();
        }
        LogicalConstraint logical = (LogicalConstraint) constraint;
        return switch (logical.connective()) {
            case AND -> ofAll(logical.members());
            // Of exactly one, too, at least one must hold.
            case OR, XONE -> union(logical.members().stream().map(Audience::of).toList());
        };
    }

    private static Optional<Set<String>> union(Collection<Optional<Set<String>>> parts) {
        Set<String> union = new HashSet<>();
        for (Optional<Set<String>> part : parts) {
            if (part.isEmpty()) {
                return Optional.empty();
            }
            union.addAll(part.get());
        }
        return Optional.of(Set.copyOf(union));
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return Set.copyOf(both);
    }
}
