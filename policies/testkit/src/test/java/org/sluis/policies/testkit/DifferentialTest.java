// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.DecisionCases;
import org.sluis.policies.testkit.cases.CaseGenerator;
import org.sluis.policies.testkit.cases.Coverage;
import org.sluis.policies.testkit.reference.ReferenceEvaluator;

/** The evaluator of the connector against the reference, on seeded cases: {@code -Dsluis.policy.cases=…}, {@code -Dsluis.policy.seed=…}. */
class DifferentialTest {
    private static final int CASES = Integer.getInteger("sluis.policy.cases", 100_000);
    private static final long SEED = Long.getLong("sluis.policy.seed", 20_261_121L);
    private static final int SHOWN = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Coverage coverage = new Coverage();
    private final ReferenceEvaluator reference = new ReferenceEvaluator(coverage);
    private final Map<String, Integer> decisions = new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    @Test
    void theTwoEvaluatorsAgree() throws Exception {
        var generator = new CaseGenerator(SEED);
        for (var number = 0; number < CASES && differences.size() < SHOWN; number++) {
            compare(generator.any(number).toString());
        }
        System.out.println("seed " + SEED + ", " + CASES + " cases: " + decisions);
        System.out.println(coverage);

        assertThat(differences).as("seed %d", SEED).isEmpty();
        assertThat(decisions.get("allow")).as("seed %d: allowed cases", SEED).isGreaterThan(CASES * 3 / 10);
        assertThat(coverage.least()).as("seed %d: least covered", SEED).isGreaterThanOrEqualTo((int) (CASES / 1000L));
    }

    private void compare(String line) throws Exception {
        var expected = reference.decide(line);
        var actual = JSON.readTree(DecisionCases.decide(line));
        decisions.merge(expected.get("decision").textValue(), 1, Integer::sum);
        difference(expected, actual)
                .ifPresent(what -> differences.add(what + "\n  case      " + line + "\n  reference " + expected
                        + "\n  evaluator " + actual + "\n"));
    }

    private static Optional<String> difference(JsonNode expected, JsonNode actual) {
        if (!actual.path("id").equals(expected.get("id"))) {
            return Optional.of("id");
        }
        if (!actual.path("decision").equals(expected.get("decision"))) {
            return Optional.of("decision");
        }
        if (!expected.get("decision").asText().equals("allow")) {
            return actual.path("reasons").isEmpty() ? Optional.of("reasons") : Optional.empty();
        }
        return actual.path("rules").equals(expected.get("rules")) ? Optional.empty() : Optional.of("rules");
    }
}
