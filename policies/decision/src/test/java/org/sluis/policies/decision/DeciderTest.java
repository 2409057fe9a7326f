// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluis.policies.decision.Decision.Outcome;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.odrl.Action;
import org.sluis.policies.odrl.AtomicConstraint;
import org.sluis.policies.odrl.Constraint;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.LogicalConstraint;
import org.sluis.policies.odrl.LogicalConstraint.Connective;
import org.sluis.policies.odrl.Operator;
import org.sluis.policies.odrl.Permission;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.odrl.Prohibition;

class DeciderTest {

    private static final Constraint COUNT = new AtomicConstraint(LeftOperand.COUNT, Operator.LTEQ, "5");
    private static final Constraint FEWER = new AtomicConstraint(LeftOperand.COUNT, Operator.LT, "9");
    private static final Constraint DAY = new AtomicConstraint(LeftOperand.WINDOW, Operator.EQ, "P1D");
    private static final Constraint PURPOSE = new AtomicConstraint(LeftOperand.PURPOSE, Operator.EQ, "urn:p");

    @Test
    void chargesTheCounterOfTheDeterminingPermission() {
        Decision decision = decide(Moment.RELEASE, policy(COUNT));

        assertThat(decision.charges()).containsExactly(new Charge("permission/0", Optional.empty(), 5));
    }

    @Test
    void chargesAWindowByItsLength() {
        Decision decision = decide(Moment.RELEASE, policy(FEWER, DAY));

        assertThat(decision.charges()).containsExactly(new Charge("permission/0", Optional.of(Duration.ofDays(1)), 8));
    }

    @Test
    void chargesEveryCounterOnceWithTheTightestLimit() {
        Constraint daily = new LogicalConstraint(Connective.AND, List.of(DAY, COUNT));

        Decision decision = decide(Moment.RELEASE, policy(FEWER, COUNT, daily));

        assertThat(decision.charges())
                .containsExactlyInAnyOrder(
                        new Charge("permission/0", Optional.empty(), 5),
                        new Charge("permission/0", Optional.of(Duration.ofDays(1)), 5));
    }

    @Test
    void countsButDoesNotLimitUnderOr() {
        Decision decision =
                decide(Moment.RELEASE, policy(new LogicalConstraint(Connective.OR, List.of(COUNT, PURPOSE))));

        assertThat(decision.charges()).containsExactly(new Charge("permission/0", Optional.empty(), Charges.NO_LIMIT));
    }

    @ParameterizedTest
    @EnumSource(names = {"CATALOG", "NEGOTIATION", "TRANSFER", "RUNNING"})
    void chargesNothingWhereNothingIsUsed(Moment moment) {
        Decision decision = decide(moment, policy(COUNT));

        assertThat(decision.allows()).isTrue();
        assertThat(decision.charges()).isEmpty();
    }

    @Test
    void asksForTheUsesOfTheRuleThatCounts() {
        List<String> asked = new ArrayList<>();
        Facts facts = facts((rule, window) -> {
            asked.add(rule + " " + window.orElse("total"));
            return Optional.of(0L);
        });
        Policy policy = new Policy(
                Policy.Kind.AGREEMENT,
                Optional.empty(),
                Optional.of("urn:x"),
                Optional.of("did:web:a"),
                Optional.of("did:web:b"),
                List.of(new Permission(Action.USE, List.of(COUNT, DAY), List.of())),
                List.of(new Prohibition(Action.PRINT, List.of()), new Prohibition(Action.USE, List.of(COUNT))),
                List.of());

        Decider.decide(CompiledPolicy.of(policy), request(Moment.RELEASE), facts);

        assertThat(asked).containsExactly("prohibition/1 total");
    }

    @Test
    void countsNoFurtherThanNumbersGo() {
        Facts facts = facts((rule, window) -> Optional.of(Long.MAX_VALUE));

        assertThat(Decider.decide(CompiledPolicy.of(policy(COUNT)), request(Moment.RELEASE), facts)
                        .allows())
                .isFalse();
    }

    @Test
    void everyDecisionNamesItsEvaluator() {
        assertThat(decide(Moment.RELEASE, policy()).evaluator()).isEqualTo(Decider.EVALUATOR);
        assertThat(Decider.invalid(List.of(new Problem("/x", "unknown-key", "No."))))
                .isEqualTo(new Decision(
                        Outcome.INVALID,
                        List.of(),
                        List.of(new Reason("/x", "unknown-key", "", "", "No.", "")),
                        List.of(),
                        List.of(),
                        Decider.EVALUATOR));
    }

    @Test
    void refusesToCompileWhatTheReaderWouldHaveRefused() {
        Policy policy = policy(new AtomicConstraint(LeftOperand.DATE_TIME, Operator.LT, "tomorrow"));

        assertThatThrownBy(() -> CompiledPolicy.of(policy)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Decision decide(Moment moment, Policy policy) {
        return Decider.decide(CompiledPolicy.of(policy), request(moment), facts((rule, window) -> Optional.of(0L)));
    }

    private static Policy policy(Constraint... constraints) {
        return new Policy(
                Policy.Kind.AGREEMENT,
                Optional.empty(),
                Optional.of("urn:x"),
                Optional.of("did:web:a"),
                Optional.of("did:web:b"),
                List.of(new Permission(Action.USE, List.of(constraints), List.of())),
                List.of(),
                List.of());
    }

    private static Request request(Moment moment) {
        return new Request(
                moment,
                Action.USE.iri(),
                Optional.of("urn:x"),
                Optional.of("did:web:b"),
                Optional.of("urn:p"),
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-11-21T10:00:00Z"));
    }

    private static Facts facts(Facts.Uses uses) {
        return new Facts(
                Optional.of(AgreementState.ACTIVE),
                Optional.empty(),
                FirstUse.unknown(),
                uses,
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
