// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.odrl.AtomicConstraint;
import org.sluis.policies.odrl.Operator;
import org.sluis.policies.odrl.Times;

/** Compiles comparisons, one left operand at a time; everything written in the policy is parsed here, once. */
final class Checks {

    private static final Set<Moment> BEFORE_AGREEMENT = EnumSet.of(Moment.CATALOG, Moment.NEGOTIATION);
    private static final Set<Moment> BEFORE_TRANSFER = EnumSet.of(Moment.CATALOG, Moment.NEGOTIATION, Moment.TRANSFER);

    private Checks() {}

    /**
     * The comparison that a constraint asks for.
     *
     * @param pointer of the constraint
     * @param rule to which uses are counted
     * @param window right operand of the window beside it, if it is a count
     */
    static Comparison comparison(AtomicConstraint constraint, String pointer, String rule, Optional<String> window) {
        AtomicConstraint kept = new AtomicConstraint(
                constraint.leftOperand(),
                constraint.operator(),
                constraint.rightOperand().intern());
        return new Comparison(pointer, kept, openAt(kept, window.isPresent()), check(kept, rule, window));
    }

    /** When the outcome cannot be due yet, whatever the facts; purpose and dateTime look at the request as well. */
    private static Set<Moment> openAt(AtomicConstraint constraint, boolean windowed) {
        return switch (constraint.leftOperand()) {
            case SINCE_AGREEMENT, DELAY_PERIOD -> BEFORE_AGREEMENT;
            case ELAPSED_TIME, DISCLOSURE, SYSTEM_DEVICE -> BEFORE_TRANSFER;
            case COUNT -> windowed ? BEFORE_TRANSFER : Set.of();
            case LEASE -> EnumSet.of(Moment.CATALOG, Moment.NEGOTIATION, Moment.TRANSFER, Moment.LEASE);
            default -> Set.of();
        };
    }

    private static Comparison.Check check(AtomicConstraint constraint, String rule, Optional<String> window) {
        String right = constraint.rightOperand();
        Operator operator = constraint.operator();
        return switch (constraint.leftOperand()) {
            case RECIPIENT -> new Sameness(operator, right, (request, facts) -> request.party());
            case PURPOSE ->
                new StatedPurpose(
                        BEFORE_TRANSFER, new Sameness(operator, right, (request, facts) -> request.purpose()));
            case SPATIAL -> new Sameness(operator, right, (request, facts) -> request.country());
            case SYSTEM_DEVICE -> new Sameness(operator, right, (request, facts) -> request.application());
            case DISCLOSURE -> new Sameness(operator, right, (request, facts) -> facts.disclosure());
            case DATE_TIME -> new Date(operator, instant(right), BEFORE_AGREEMENT);
            case SINCE_AGREEMENT, DELAY_PERIOD -> new Elapsed(operator, duration(right), Elapsed::sinceAgreement);
            case ELAPSED_TIME -> new Elapsed(operator, duration(right), Elapsed::sinceFirstUse);
            case COUNT -> new Uses(operator, Long.parseLong(right), rule, window);
            case HOPS -> new Hops(operator, Long.parseLong(right));
            case LEASE -> new Lease(duration(right));
            case MEMBERSHIP -> CredentialConstraint.MEMBERSHIP.equalTo(Optional.of(right), "active");
            case ROLE -> CredentialConstraint.ROLE.equalTo(Optional.empty(), right);
            case LABEL -> CredentialConstraint.LABEL.equalTo(Optional.empty(), right);
            case CONNECTOR -> CredentialConstraint.CONNECTOR.equalTo(Optional.empty(), right);
            case WINDOW -> new Always();
            case WITHIN -> throw new IllegalArgumentException("sluis:within is no condition");
        };
    }

    private static Instant instant(String text) {
        return Times.instant(text).orElseThrow(() -> new IllegalArgumentException("no instant: " + text));
    }

    private static Duration duration(String text) {
        return Times.duration(text).orElseThrow(() -> new IllegalArgumentException("no duration: " + text));
    }
}
