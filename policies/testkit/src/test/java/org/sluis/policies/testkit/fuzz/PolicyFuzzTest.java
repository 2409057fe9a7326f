// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluis.policies.decision.CompiledPolicy;
import org.sluis.policies.decision.Decider;
import org.sluis.policies.decision.Facts;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Request;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.PolicyWriter;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.testkit.cases.Choices;

/**
 * The strict reader on documents that nobody meant to write: {@code -Dsluis.fuzz.seconds=…} for longer, {@code -Dsluis.fuzz.seed=…}
 * for others. A document that fails is printed as a line for the corpus.
 */
class PolicyFuzzTest {

    private static final long SECONDS = Long.getLong("sluis.fuzz.seconds", 3);
    private static final long SEED = Long.getLong("sluis.fuzz.seed", 20_261_121);
    private static final long FIVE_MILLISECONDS = 5_000_000;
    // Ten times the goal: on a busy machine even the fastest of five attempts is interrupted at times.
    private static final long LONGEST = 50_000_000;
    private static final long MOST_MEMORY = 24L << 20;
    /** Most changes are made to documents up to this many bytes: there they meet something more often. */
    private static final int SMALL = 8 << 10;

    private static final ObjectMapper LENIENT = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(1 << 20)
                    .maxStringLength(1 << 21)
                    .maxNameLength(1 << 20)
                    .build())
            .build());

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Request REQUEST = new Request(
            Moment.RELEASE,
            "http://www.w3.org/ns/odrl/2/use",
            Optional.of("urn:d"),
            Optional.of("did:web:buyer.example"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("NL"),
            Instant.parse("2026-11-21T10:00:00Z"));

    static List<Corpus.Entry> policies() {
        return Corpus.read("policies.jsonl");
    }

    @ParameterizedTest
    @MethodSource("policies")
    void refusesWhatItRefusedOnce(Corpus.Entry entry) {
        var reading = PolicyReader.read(entry.bytes());

        check(reading);
        if (entry.refused().isEmpty()) {
            assertThat(reading).isInstanceOf(Reading.Valid.class);
        } else if (!entry.refused().equals("ANY")) {
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            Reading.Refused.class,
                            refused ->
                                    assertThat(refused.problems().get(0).code()).isEqualTo(entry.refused()));
        }
    }

    /** A pointer that points at nothing helps nobody; of what is no JSON, or too much of it, there may be nothing to point at. */
    @ParameterizedTest
    @MethodSource("policies")
    void aReasonPointsIntoTheDocumentAsItsAuthorWroteIt(Corpus.Entry entry) {
        if (PolicyReader.read(entry.bytes()) instanceof Reading.Refused refused) {
            var document = asWritten(entry.bytes());
            for (var problem : refused.problems()) {
                if (document.isEmpty()) {
                    assertThat(problem.code()).isIn("not-json", "not-utf8", "too-large", "too-deep", "not-an-object");
                } else {
                    assertThat(document.get().at(problem.pointer()).isMissingNode())
                            .as(problem.toString())
                            .isFalse();
                }
            }
        }
    }

    private static Optional<JsonNode> asWritten(byte[] bytes) {
        try {
            var tree = LENIENT.readTree(new String(bytes, StandardCharsets.UTF_8));
            return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What one document cost: the fastest of up to five attempts, since others use this machine as well. */
    private record Cost(long nanos, long bytes, boolean refused) {
        static Cost of(byte[] document) {
            var cost = once(document);
            for (var attempt = 0; attempt < 4 && cost.nanos > FIVE_MILLISECONDS; attempt++) {
                var again = once(document);
                cost = again.nanos < cost.nanos ? again : cost;
            }
            return cost;
        }

        private static Cost once(byte[] document) {
            var memory = THREADS.getCurrentThreadAllocatedBytes();
            var begun = System.nanoTime();
            var reading = PolicyReader.read(document);
            return new Cost(
                    System.nanoTime() - begun,
                    THREADS.getCurrentThreadAllocatedBytes() - memory,
                    reading instanceof Reading.Refused);
        }
    }

    @Test
    void refusesAtOnceAndInLittleMemoryWhateverHappensToADocument() {
        var corpus = policies();
        var large = corpus.stream().map(Corpus.Entry::bytes).toList();
        var small = new ArrayList<>(large);
        small.removeIf(document -> document.length > SMALL);
        var choices = new Choices(SEED);
        var mutations = new Mutations(choices);
        var costs = new ArrayList<Long>();
        var valid = 0;
        var memory = 0L;
        var end = System.nanoTime() + SECONDS * 1_000_000_000;
        for (var number = 0; number < large.size() || System.nanoTime() < end; number++) {
            var document = number < large.size()
                    ? large.get(number)
                    : mutations.of(choices.of(choices.below(200) == 0 ? large : small), choices.of(small));
            var cost = attempt(document);
            valid += cost.refused() ? 0 : 1;
            memory = Math.max(memory, cost.bytes());
            if (cost.refused() && costs.size() < 2_000_000) {
                costs.add(cost.nanos());
            }
            if (!cost.refused() && small.size() < 2_000 && document.length < SMALL) {
                small.add(document); // What is still valid leads on to what is nearly valid.
            }
        }
        report(costs, valid, memory);
        assertThat(costs.get(costs.size() / 2)).as("median in ns").isLessThan(FIVE_MILLISECONDS);
        assertThat(valid).as("still valid: the changes are not all coarse").isGreaterThan((int)
                corpus.stream().filter(entry -> entry.refused().isEmpty()).count());
    }

    private static Cost attempt(byte[] document) {
        try {
            var cost = Cost.of(document);
            check(PolicyReader.read(document));
            assertThat(cost.nanos()).as("nanoseconds").isLessThan(LONGEST);
            assertThat(cost.bytes()).as("bytes of memory").isLessThan(MOST_MEMORY);
            return cost;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + SEED + "; for the corpus: " + Corpus.line(document), e);
        }
    }

    private static void check(Reading reading) {
        if (reading instanceof Reading.Refused refused) {
            assertThat(refused.problems()).hasSizeBetween(1, 100).allSatisfy(problem -> {
                JsonPointer.compile(problem.pointer());
                assertThat(problem.code()).matches("[a-z][a-z0-9-]{2,40}");
                assertThat(problem.message()).hasSizeBetween(10, 400).doesNotContain("\n", "\u202e", "\0");
            });
        } else {
            checkValid(((Reading.Valid) reading).policy());
        }
    }

    /** What is read can be written, read again, compiled and decided on. */
    private static void checkValid(Policy policy) {
        var again = PolicyReader.read(PolicyWriter.write(policy).toString());
        assertThat(again)
                .isInstanceOfSatisfying(
                        Reading.Valid.class, read -> assertThat(read.policy()).isEqualTo(policy));
        var decision = Decider.decide(CompiledPolicy.of(policy), REQUEST, Facts.none());
        assertThat(decision.allows()).isFalse(); // Nothing is known of the agreement.
    }

    private static void report(List<Long> costs, int valid, long memory) {
        Collections.sort(costs);
        System.out.printf(
                "%d documents of seed %d refused: median %.3f ms, 99.9%% within %.3f ms, maximum %.3f ms; %d valid; at most %d KiB%n",
                costs.size(),
                SEED,
                costs.get(costs.size() / 2) / 1e6,
                costs.get((int) (costs.size() * 999L / 1000)) / 1e6,
                costs.get(costs.size() - 1) / 1e6,
                valid,
                memory >> 10);
    }
}
