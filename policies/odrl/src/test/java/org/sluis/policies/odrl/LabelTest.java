// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LabelTest {

    private static final Mechanisms EVERYTHING = Mechanisms.alike(EnumSet.allOf(Mechanism.class));

    /** What the profile says keeps each condition that a connector can enforce. */
    private static final Map<LeftOperand, Set<Mechanism>> ENFORCED_BY = new EnumMap<>(LeftOperand.class);

    static {
        var decided = List.of(Mechanism.DECISIONS, Mechanism.RELEASES);
        for (var time : List.of(
                LeftOperand.DATE_TIME,
                LeftOperand.SINCE_AGREEMENT,
                LeftOperand.ELAPSED_TIME,
                LeftOperand.DELAY_PERIOD)) {
            ENFORCED_BY.put(time, EnumSet.copyOf(decided));
        }
        ENFORCED_BY.put(LeftOperand.RECIPIENT, EnumSet.of(Mechanism.DECISIONS, Mechanism.RELEASES, Mechanism.IDENTITY));
        for (var credential :
                List.of(LeftOperand.MEMBERSHIP, LeftOperand.ROLE, LeftOperand.LABEL, LeftOperand.CONNECTOR)) {
            ENFORCED_BY.put(
                    credential,
                    EnumSet.of(Mechanism.DECISIONS, Mechanism.RELEASES, Mechanism.IDENTITY, Mechanism.MONITOR));
        }
        ENFORCED_BY.put(LeftOperand.COUNT, EnumSet.of(Mechanism.RELEASES, Mechanism.LEDGER));
        ENFORCED_BY.put(LeftOperand.WINDOW, EnumSet.of(Mechanism.RELEASES, Mechanism.LEDGER));
        ENFORCED_BY.put(LeftOperand.DISCLOSURE, EnumSet.of(Mechanism.RELEASES, Mechanism.DISCLOSURES));
        ENFORCED_BY.put(LeftOperand.LEASE, EnumSet.of(Mechanism.RELEASES, Mechanism.LEASES));
    }

    static Stream<Arguments> conditionsAndWhatKeepsThem() {
        return ENFORCED_BY.entrySet().stream()
                .flatMap(row -> row.getValue().stream().map(mechanism -> Arguments.of(row.getKey(), mechanism)));
    }

    @ParameterizedTest
    @MethodSource("conditionsAndWhatKeepsThem")
    void anEnforcedConditionIsNotAvailableWithoutWhatEnforcesIt(LeftOperand condition, Mechanism mechanism) {
        assertThat(Label.of(condition, EVERYTHING)).isEqualTo(Label.ENFORCED);

        assertThat(Label.of(condition, EVERYTHING.without(mechanism))).isEqualTo(Label.NOT_AVAILABLE);
    }

    @Test
    void noOtherConditionIsEnforced() {
        assertThat(LeftOperand.values())
                .filteredOn(operand -> Label.of(operand, EVERYTHING) == Label.ENFORCED)
                .containsExactlyInAnyOrderElementsOf(ENFORCED_BY.keySet());
    }

    @Test
    void anEnforcedRuleIsNotAvailableWithoutDecisionsAtRelease() {
        for (var action : List.of(Action.USE, Action.READ)) {
            assertThat(Label.of(action, EVERYTHING)).isEqualTo(Label.ENFORCED);
            assertThat(Label.of(action, EVERYTHING.without(Mechanism.RELEASES))).isEqualTo(Label.NOT_AVAILABLE);
            assertThat(Label.of(action, EVERYTHING.without(Mechanism.DECISIONS)))
                    .isEqualTo(Label.NOT_AVAILABLE);
        }
    }

    @Test
    void toKeepALogIsAttestedOnlyIfBothSidesDo() {
        var both = Set.of(Mechanism.POLICY_LOG);

        assertThat(Label.of(Action.LOG, new Mechanisms(both, both))).isEqualTo(Label.ATTESTED);
        assertThat(Label.of(Action.LOG, new Mechanisms(both, Set.of()))).isEqualTo(Label.DECLARED);
        assertThat(Label.of(Action.LOG, new Mechanisms(Set.of(), both))).isEqualTo(Label.DECLARED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"INFORM", "DELETE", "NEXT_POLICY", "DISTRIBUTE"})
    void whatTheReceiverMustProveIsNotAvailableUntilItsSideRunsIt(Action action) {
        assertThat(Label.of(action, EVERYTHING)).isEqualTo(Label.ATTESTED);
        assertThat(Label.of(action, new Mechanisms(EVERYTHING.provider(), Set.of())))
                .isEqualTo(Label.NOT_AVAILABLE);
    }

    @Test
    void whereNothingRunsNothingIsEnforcedOrAttested() {
        assertThat(LeftOperand.values())
                .extracting(operand -> Label.of(operand, Mechanisms.NONE))
                .containsOnly(Label.NOT_AVAILABLE);
        assertThat(Action.values())
                .extracting(action -> Label.of(action, Mechanisms.NONE))
                .containsOnly(Label.NOT_AVAILABLE, Label.DECLARED);
    }
}
