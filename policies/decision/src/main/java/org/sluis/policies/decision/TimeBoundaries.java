// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sluis.policies.odrl.AtomicConstraint;
import org.sluis.policies.odrl.Constraint;
import org.sluis.policies.odrl.LogicalConstraint;
import org.sluis.policies.odrl.Operator;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Times;

/**
 * The instants at which a decision can change by the passing of time alone: between two of them next to each other it is the same
 * at every instant, whatever the request and the other facts are, as long as those stay the same. (The uses within a window are
 * such facts.)
 */
public final class TimeBoundaries {

    private final NavigableSet<Instant> instants = new TreeSet<>();
    private final Facts facts;

    private TimeBoundaries(Policy policy, Facts facts) {
        this.facts = facts;
        Stream.concat(
                        policy.permissions().stream().map(permission -> permission.constraints()),
                        policy.prohibitions().stream().map(prohibition -> prohibition.constraints()))
                .flatMap(List::stream)
                .forEach(this::add);
    }

    /** Of a policy, by what is known of its agreement, its first use and its lease. */
    public static TimeBoundaries of(Policy policy, Facts facts) {
        return new TimeBoundaries(policy, facts);
    }

    /** The first instant after {@code time} from which on the decision can be another; empty if it stays the same for good. */
    public Optional<Instant> after(Instant time) {
        return Optional.ofNullable(instants.higher(time));
    }

    private void add(Constraint constraint) {
        if (constraint instanceof LogicalConstraint logical) {
            logical.members().forEach(this::add);
        } else if (constraint instanceof AtomicConstraint atomic) {
            add(atomic);
        }
    }

    private void add(AtomicConstraint constraint) {
        switch (constraint.leftOperand()) {
            case DATE_TIME ->
                Times.instant(constraint.rightOperand()).ifPresent(instant -> add(constraint.operator(), instant));
            case SINCE_AGREEMENT, DELAY_PERIOD -> addSince(constraint, facts.agreedAt());
            case ELAPSED_TIME -> addSince(constraint, facts.firstUse().at());
            case LEASE -> facts.leaseNotAfter().ifPresent(end -> addLease(constraint, end));
            default -> {
                // Time alone does not change these.
            }
        }
    }

    private void addSince(AtomicConstraint constraint, Optional<Instant> start) {
        start.ifPresent(from -> Times.duration(constraint.rightOperand())
                .ifPresent(duration -> add(constraint.operator(), from.plus(duration))));
    }

    /** A comparison with an instant changes at it, as soon as it is over, or, where a later start is open, at both. */
    private void add(Operator operator, Instant instant) {
        if (operator != Operator.LTEQ) {
            instants.add(instant);
        }
        if (operator == Operator.LTEQ || operator == Operator.GT) {
            instants.add(instant.plusNanos(1));
        }
    }

    private void addLease(AtomicConstraint constraint, Instant end) {
        instants.add(end);
        Times.duration(constraint.rightOperand()).ifPresent(longest -> instants.add(end.minus(longest)));
    }
}
