// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.Decision.Outcome;
import org.sluis.policies.decision.DecisionCases;
import org.sluis.policies.decision.UnreadableCaseException;
import org.sluis.policies.testkit.cases.Choices;

/** The machine interface on lines that nobody meant to write, as {@link PolicyFuzzTest}. */
class CaseFuzzTest {

    private static final long SECONDS = Long.getLong("sluis.fuzz.seconds", 3);
    private static final long SEED = Long.getLong("sluis.fuzz.seed", 20_261_121);
    /** Changes are made to lines up to this many bytes: there they meet something more often. */
    private static final int SMALL = 8 << 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private int unreadable;

    @Test
    void answersOrSaysThatALineIsUnreadable() {
        var corpus = Corpus.read("cases.jsonl");
        var choices = new Choices(SEED);
        var mutations = new Mutations(choices);
        var small = corpus.stream()
                .map(Corpus.Entry::bytes)
                .filter(line -> line.length < SMALL)
                .toList();
        var end = System.nanoTime() + SECONDS * 1_000_000_000;
        for (var number = 0; number < corpus.size() || System.nanoTime() < end; number++) {
            var line = number < corpus.size()
                    ? corpus.get(number).bytes()
                    : mutations.of(choices.of(small), choices.of(small));
            attempt(line);
        }
        System.out.printf("case lines of seed %d: %s, %d unreadable%n", SEED, outcomes, unreadable);
        assertThat(outcomes.keySet()).containsExactlyInAnyOrder(Outcome.values());
        assertThat(unreadable).isPositive();
    }

    private void attempt(byte[] line) {
        try {
            // Bytes that are not UTF-8 end before this, where the file is read.
            decide(new String(line, StandardCharsets.UTF_8));
        } catch (UnreadableCaseException e) {
            unreadable++;
            assertThat(e).hasMessageMatching("\\P{Cntrl}{4,}");
        } catch (Exception | Error e) {
            throw new AssertionError("seed " + SEED + "; for the corpus: " + Corpus.line(line), e);
        }
    }

    private void decide(String line) throws Exception {
        var answer = DecisionCases.decide(line);
        assertThat(answer).doesNotContain("\n", "\r");
        var json = JSON.readTree(answer);
        var outcome = Outcome.valueOf(json.get("decision").textValue().toUpperCase(Locale.ROOT));
        outcomes.merge(outcome, 1, Integer::sum);
        assertThat(json.get("reasons").isEmpty()).isEqualTo(outcome == Outcome.ALLOW);
    }
}
