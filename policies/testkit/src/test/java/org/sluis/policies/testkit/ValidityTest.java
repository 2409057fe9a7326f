// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.odrl.Action;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.AtomicConstraint;
import org.sluis.policies.odrl.Constraint;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.LogicalConstraint;
import org.sluis.policies.odrl.LogicalConstraint.Connective;
import org.sluis.policies.odrl.Operator;
import org.sluis.policies.odrl.Permission;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Validity;

class ValidityTest {

    private static final Instant SIGNED = Instant.parse("2026-11-21T10:00:00Z");
    private static final Constraint BEFORE_2027 =
            new AtomicConstraint(LeftOperand.DATE_TIME, Operator.LT, "2027-01-01T00:00:00Z");
    private static final Constraint FOR_A_DAY = new AtomicConstraint(LeftOperand.SINCE_AGREEMENT, Operator.LTEQ, "P1D");
    private static final Constraint AFTER_2020 =
            new AtomicConstraint(LeftOperand.DATE_TIME, Operator.GT, "2020-01-01T00:00:00Z");

    @Test
    void ofConditionsThatMustAllHoldTheFirstToFailIsTheEnd() {
        assertThat(until(permission(BEFORE_2027, FOR_A_DAY, AFTER_2020))).contains(SIGNED.plusSeconds(86_400));
        assertThat(until(permission(new LogicalConstraint(Connective.AND, List.of(BEFORE_2027, AFTER_2020)))))
                .contains(Instant.parse("2027-01-01T00:00:00Z"));
    }

    @Test
    void ofSeveralPermissionsTheLastToEndIsTheEnd() {
        assertThat(until(permission(FOR_A_DAY), permission(BEFORE_2027)))
                .contains(Instant.parse("2027-01-01T00:00:00Z"));
    }

    @Test
    void saysNothingWhereNoMomentIsCertain() {
        assertThat(until(permission())).isEmpty();
        assertThat(until(permission(AFTER_2020))).isEmpty();
        assertThat(until(permission(FOR_A_DAY), permission())).isEmpty();
        assertThat(until(permission(new LogicalConstraint(Connective.OR, List.of(BEFORE_2027, AFTER_2020)))))
                .isEmpty();
    }

    @Test
    void saysNothingOfAnAgreementThatIsNotReadable() {
        assertThat(Validity.until(agreement("{}"))).isEmpty();
    }

    private static Permission permission(Constraint... constraints) {
        return new Permission(Action.USE, List.of(constraints), List.of());
    }

    private static Optional<Instant> until(Permission... permissions) {
        var policy = new Policy(
                Policy.Kind.OFFER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Arrays.asList(permissions),
                List.of(),
                List.of());
        var agreed = AgreedPolicy.of("a", "did:web:maker.example", "did:web:buyer.example", "urn:d", SIGNED, policy);
        return Validity.until(agreement(agreed.orElseThrow().canonical().json()));
    }

    private static Agreement agreement(String canonical) {
        return new Agreement(
                "a",
                Agreement.Side.PROVIDER,
                "did:web:maker.example",
                "did:web:buyer.example",
                "urn:d",
                SIGNED,
                canonical,
                "0".repeat(64),
                AgreementState.ACTIVE,
                Optional.empty());
    }
}
