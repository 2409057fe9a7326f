// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyDifferencesTest {

    private static final AtomicConstraint UNTIL_2026 =
            new AtomicConstraint(LeftOperand.DATE_TIME, Operator.LTEQ, "2026-12-31T00:00:00Z");
    private static final AtomicConstraint UNTIL_2027 =
            new AtomicConstraint(LeftOperand.DATE_TIME, Operator.LTEQ, "2027-06-30T00:00:00Z");
    private static final AtomicConstraint FIVE_TIMES = new AtomicConstraint(LeftOperand.COUNT, Operator.LTEQ, "5");
    private static final AtomicConstraint A_DAY = new AtomicConstraint(LeftOperand.WINDOW, Operator.EQ, "P1D");

    private static Policy policy(Permission... permissions) {
        return new Policy(
                Policy.Kind.SET,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(permissions),
                List.of(),
                List.of());
    }

    private static Permission use(Constraint... constraints) {
        return new Permission(Action.USE, List.of(constraints), List.of());
    }

    private static Permission informed(String within) {
        return new Permission(Action.USE, List.of(), List.of(new Duty(Action.INFORM, Optional.of(within))));
    }

    @Test
    void tellsAChangedValueWithTheOldOne() {
        assertThat(PolicyDifferences.of(policy(use(UNTIL_2027)), policy(use(UNTIL_2026)), Language.EN))
                .containsExactly(
                        "It is 2026-12-31 at 00:00:00 UTC at the latest, instead of 2027-06-30 at 00:00:00 UTC.");
        assertThat(PolicyDifferences.of(policy(use(UNTIL_2027)), policy(use(UNTIL_2026)), Language.NL))
                .containsExactly(
                        "Het is uiterlijk 2026-12-31 om 00:00:00 UTC, in plaats van 2027-06-30 om 00:00:00 UTC.");
        assertThat(PolicyDifferences.of(policy(informed("PT5M")), policy(informed("PT1H")), Language.DE))
                .containsExactly("jede Nutzung wird dem Anbieter gemeldet, innerhalb von 1 Stunde, statt 5 Minuten.");
    }

    @Test
    void tellsWhatIsNewAndWhatIsGone() {
        assertThat(PolicyDifferences.of(policy(use(UNTIL_2026)), policy(use(FIVE_TIMES)), Language.EN))
                .containsExactly(
                        "Also: The data is used at most 5 times in all.",
                        "No longer: It is 2026-12-31 at 00:00:00 UTC at the latest.");
        assertThat(PolicyDifferences.of(policy(use(FIVE_TIMES)), policy(use(FIVE_TIMES, A_DAY)), Language.EN))
                .containsExactly(
                        "Also: The data is used at most 5 times within any 1 day.",
                        "No longer: The data is used at most 5 times in all.");
    }

    @Test
    void tellsNewAndGoneRules() {
        var printing = new Permission(Action.PRINT, List.of(UNTIL_2026), List.of());

        assertThat(PolicyDifferences.of(policy(use()), policy(use(), printing), Language.EN))
                .containsExactly(
                        "Also: Permission 2: printing the data is allowed while all of the following holds; It is"
                                + " 2026-12-31 at 00:00:00 UTC at the latest.");
        assertThat(PolicyDifferences.of(policy(use(), printing), policy(use()), Language.EN))
                .singleElement()
                .asString()
                .startsWith("No longer: Permission 2: printing the data");
    }

    @Test
    void saysInWhichOfSeveralRules() {
        var before = policy(use(FIVE_TIMES), use(UNTIL_2026));
        var after = policy(use(FIVE_TIMES), use(UNTIL_2027));

        assertThat(PolicyDifferences.of(before, after, Language.EN))
                .singleElement()
                .asString()
                .startsWith("Permission 2. It is 2027-06-30");
    }

    @Test
    void tellsOtherFirmsAndData() {
        var one = policy(use()).asAgreement("urn:d", "did:web:a.example", "did:web:b.example");
        var other = policy(use()).asAgreement("urn:d", "did:web:a.example", "did:web:c.example");

        assertThat(PolicyDifferences.of(one, other, Language.EN)).containsExactly("c.example, instead of b.example.");
        assertThat(PolicyDifferences.of(one, policy(use()), Language.EN)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void tellsNothingOfTheSameRulesAndSomethingOfOthers(Language language) {
        var random = new RandomPolicies(20_261_121);
        for (var i = 0; i < 300; i++) {
            var one = bare(random.next());
            var other = bare(random.next());

            assertThat(PolicyDifferences.of(one, one, language)).isEmpty();
            assertThat(PolicyDifferences.of(one, other, language).isEmpty())
                    .as(() -> CanonicalForm.of(one).json()
                            + CanonicalForm.of(other).json())
                    .isEqualTo(CanonicalForm.of(one).equals(CanonicalForm.of(other)));
        }
    }

    private static Policy bare(Policy policy) {
        return new Policy(
                Policy.Kind.SET,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                policy.permissions(),
                policy.prohibitions(),
                policy.obligations());
    }
}
