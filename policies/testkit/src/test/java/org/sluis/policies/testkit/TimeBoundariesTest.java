// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.DecisionCases;
import org.sluis.policies.decision.Facts;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.decision.Facts.Uses;
import org.sluis.policies.decision.TimeBoundaries;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.odrl.Times;
import org.sluis.policies.testkit.cases.CaseGenerator;
import org.sluis.policies.testkit.cases.Choices;

/** The instants between which a decision stays the same, against the evaluator of the connector. */
class TimeBoundariesTest {
    private static final int CASES = Integer.getInteger("sluis.policy.cases", 100_000) / 100;
    private static final long SEED = Long.getLong("sluis.policy.seed", 20_261_121);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG_AFTER = Duration.ofDays(36_500L * 10);
    private static final List<Duration> STARTS = List.of(
            Duration.ofDays(-800), Duration.ofDays(-10), Duration.ZERO, Duration.ofHours(3), Duration.ofDays(500));

    private final CaseGenerator generator = new CaseGenerator(SEED);
    private final Choices choices = new Choices(SEED);
    private int changes;
    private int steps;

    @Test
    void betweenTwoBoundariesTheDecisionIsTheSameAtEveryInstant() throws Exception {
        for (var number = 0; number < CASES; number++) {
            var given = generator.plain(number);
            var read = PolicyReader.read(given.get("policy"));
            assertThat(read).isInstanceOf(Reading.Valid.class);
            var boundaries = TimeBoundaries.of(((Reading.Valid) read).policy(), facts(given.get("facts")));
            var at = Times.instant(given.at("/request/at").asText()).orElse(Instant.parse("2026-11-21T10:00:00Z"));
            walk(given, boundaries, at.plus(choices.of(STARTS)));
        }
        System.out.println(
                "time boundaries: " + steps + " in " + CASES + " policies, of which " + changes + " change a decision");
        assertThat(changes).as("decisions that time changed").isGreaterThan(CASES / 10);
    }

    private void walk(ObjectNode given, TimeBoundaries boundaries, Instant start) throws Exception {
        var from = start;
        for (var i = 0; i < 5; i++) {
            var before = decided(given, from);
            var next = boundaries.after(from);
            var last = next.map(end -> end.minusNanos(1)).orElse(from.plus(LONG_AFTER));
            requireSame(given, before, last);
            requireSame(given, before, between(from, last));
            if (next.isEmpty()) {
                return;
            }
            steps++;
            changes += decided(given, next.get()).equals(before) ? 0 : 1;
            from = next.get();
        }
    }

    private void requireSame(ObjectNode given, JsonNode before, Instant at) throws Exception {
        assertThat(decided(given, at)).as(() -> given + " at " + at).isEqualTo(before);
    }

    private Instant between(Instant from, Instant to) {
        var length = Duration.between(from, to);
        return from.plus(length.dividedBy(1000).multipliedBy(choices.between(0, 999)));
    }

    /** What was decided and why, without the time that was observed. */
    private static JsonNode decided(ObjectNode given, Instant at) throws Exception {
        var asked = given.deepCopy();
        ((ObjectNode) asked.get("request")).put("at", at.toString());
        var decided = (ObjectNode) JSON.readTree(DecisionCases.decide(asked.toString()));
        decided.path("reasons").forEach(reason -> ((ObjectNode) reason).remove("observed"));
        return decided;
    }

    private static Facts facts(JsonNode facts) {
        var none = Facts.none();
        return new Facts(
                none.agreement(),
                instant(facts.path("agreedAt")),
                facts.path("firstUseAt").isTextual()
                        ? FirstUse.at(instant(facts.path("firstUseAt")).orElseThrow())
                        : FirstUse.never(),
                Uses.unknown(),
                List.of(),
                Map.of(),
                instant(facts.at("/lease/notAfter")),
                none.hops(),
                none.disclosure());
    }

    private static Optional<Instant> instant(JsonNode text) {
        return text.isTextual() ? Times.instant(text.asText()) : Optional.empty();
    }
}
