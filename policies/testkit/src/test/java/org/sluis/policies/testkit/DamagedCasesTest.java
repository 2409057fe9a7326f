// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.DecisionCases;
import org.sluis.policies.testkit.cases.CaseGenerator;
import org.sluis.policies.testkit.reference.ReferenceEvaluator;

/** The evaluator of the connector on cases that nobody meant to write. */
class DamagedCasesTest {
    private static final int CASES = Integer.getInteger("sluis.policy.cases", 100_000) / 10;
    private static final long SEED = Long.getLong("sluis.policy.seed", 20_261_121);

    @Test
    void alwaysAnswersAndNeverAllowsWhatTheReferenceRefuses() throws Exception {
        var json = new ObjectMapper();
        var reference = new ReferenceEvaluator();
        var generator = new CaseGenerator(SEED);
        var decisions = new HashMap<String, Integer>();
        for (var number = 0; number < CASES; number++) {
            var line = generator.damaged(number).toString();
            var actual = json.readTree(DecisionCases.decide(line));
            var decision = actual.path("decision").asText();
            decisions.merge(decision, 1, Integer::sum);

            assertThat(decision).as("seed %d: %s", SEED, line).isIn("allow", "deny", "invalid");
            if (decision.equals("allow")) {
                assertThat(reference.decide(line).get("decision").textValue())
                        .as("seed %d: %s", SEED, line)
                        .isEqualTo("allow");
            } else {
                assertThat(actual.get("reasons")).as("seed %d: %s", SEED, line).isNotEmpty();
            }
        }
        assertThat(decisions.get("invalid")).isGreaterThan(CASES / 5);
        assertThat(decisions.get("allow")).isGreaterThan(CASES / 50);
    }
}
