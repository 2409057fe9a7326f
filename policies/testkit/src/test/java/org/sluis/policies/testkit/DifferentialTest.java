// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.DecisionCases;
import org.sluis.policies.decision.UnreadableCaseException;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.testkit.cases.CaseGenerator;
import org.sluis.policies.testkit.cases.Coverage;
import org.sluis.policies.testkit.reference.ReferenceEvaluator;

/** The evaluator of the connector against the reference: {@code -Dsluis.policy.cases=…} for more, {@code -Dsluis.policy.seed=…} for others. */
class DifferentialTest {
    private static final long CASES = Long.getLong("sluis.policy.cases", 100_000);
    private static final long SEED = Long.getLong("sluis.policy.seed", 20_261_121);
    private static final int SHOWN = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Coverage coverage = new Coverage();
    private final ReferenceEvaluator reference = new ReferenceEvaluator(coverage);
    private final Map<String, Integer> decisions = new ConcurrentHashMap<>();
    private final Queue<String> differences = new ConcurrentLinkedQueue<>();

    @Test
    void theTwoEvaluatorsAgree() {
        var generator = new CaseGenerator(SEED);
        var start = System.nanoTime();
        LongStream.range(0, CASES)
                .parallel()
                .filter(number -> differences.size() < SHOWN)
                .forEach(number -> compare(generator.any(number).toString()));
        System.out.printf(
                "%d policy cases of seed %d in %d s: %s, least covered %d%n%s%n",
                CASES, SEED, (System.nanoTime() - start) / 1_000_000_000, decisions, coverage.least(), coverage);

        assertThat(differences).as("seed %d", SEED).isEmpty();
        assertThat(coverage.counts().keySet())
                .as("every row of the profile's table")
                .isEqualTo(comparisons());
        assertThat((long) decisions.get("allow")).as("seed %d: allowed", SEED).isGreaterThanOrEqualTo(CASES * 3 / 10);
        assertThat((long) coverage.least()).as("seed %d: least covered", SEED).isGreaterThanOrEqualTo(CASES / 1000);
    }

    /** What the connector's model can compare; only how soon a duty is due is never compared. */
    private static Set<String> comparisons() {
        return Stream.of(LeftOperand.values())
                .filter(operand -> operand != LeftOperand.WITHIN)
                .flatMap(operand -> operand.operators().stream()
                        .map(operator ->
                                operand.prefixed() + " " + operator.prefixed().replace("odrl:", "")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private void compare(String line) {
        var expected = expected(line);
        var actual = actual(line);
        decisions.merge(expected.get("decision").textValue(), 1, Integer::sum);
        difference(expected, actual)
                .ifPresent(what -> differences.add("%s%n  case      %s%n  reference %s%n  evaluator %s%n"
                        .formatted(what, line, expected, actual)));
    }

    private JsonNode expected(String line) {
        try {
            return reference.decide(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    private static JsonNode actual(String line) {
        try {
            return JSON.readTree(DecisionCases.decide(line));
        } catch (IOException | UnreadableCaseException | RuntimeException e) {
            return JSON.createObjectNode().put("decision", e.toString());
        }
    }

    private static Optional<String> difference(JsonNode expected, JsonNode actual) {
        if (!actual.path("decision").equals(expected.get("decision"))) {
            return Optional.of("decision");
        }
        if (!actual.path("id").equals(expected.get("id"))) {
            return Optional.of("id");
        }
        if (!expected.get("decision").textValue().equals("allow")) {
            return actual.path("reasons").isEmpty() ? Optional.of("no reasons") : Optional.empty();
        }
        return actual.path("rules").equals(expected.get("rules")) ? Optional.empty() : Optional.of("rules");
    }
}
