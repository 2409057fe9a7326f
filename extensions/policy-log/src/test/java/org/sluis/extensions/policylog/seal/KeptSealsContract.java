// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;

/** What every {@link KeptSeals} must do. */
public abstract class KeptSealsContract {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    /** An empty store. */
    protected abstract KeptSeals seals();

    /** The agreements that the store looks at. */
    protected abstract Agreements agreements();

    private void freeze(String id, Agreement.Side side) {
        agreements()
                .freeze(new Agreement(
                        id,
                        side,
                        "did:web:parts.example",
                        "did:web:builder.example",
                        "urn:d",
                        NOW,
                        "{\"@id\":\"" + id + "\"}",
                        "0".repeat(64),
                        AgreementState.ACTIVE,
                        Optional.empty()));
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(seals().find("a")).isEmpty();
        assertThat(seals().unlogged(10)).isEmpty();
    }

    @Test
    void keepsTheFirstHalfUntilItIsReplacedByWhoKnowsIt() {
        var seals = seals();

        assertThat(seals.half("a", Optional.empty(), "one").half()).contains("one");
        assertThat(seals.half("a", Optional.empty(), "two").half()).contains("one");
        assertThat(seals.half("a", Optional.of("other"), "two").half()).contains("one");
        assertThat(seals.half("a", Optional.of("one"), "two").half()).contains("two");
        assertThat(seals.find("a").orElseThrow().half()).contains("two");
    }

    @Test
    void keepsTheFirstCompleteSealAndNoOtherHalfAfterIt() {
        var seals = seals();
        seals.half("a", Optional.empty(), "half");

        assertThat(seals.complete("a", "one").complete()).contains("one");
        assertThat(seals.complete("a", "two").complete()).contains("one");
        assertThat(seals.half("a", Optional.of("half"), "another").half()).contains("half");
        assertThat(seals.unlogged(10)).containsExactly("a");
    }

    @Test
    void forgetsACompleteSealOnlyBeforeItIsLogged() {
        var seals = seals();
        seals.complete("a", "one");

        seals.forgetComplete("a", "another");
        assertThat(seals.find("a").orElseThrow().complete()).contains("one");
        seals.forgetComplete("a", "one");
        assertThat(seals.find("a").orElseThrow().complete()).isEmpty();

        seals.complete("a", "two");
        seals.logged("a");
        seals.forgetComplete("a", "two");
        assertThat(seals.find("a").orElseThrow().complete()).contains("two");
        assertThat(seals.find("a").orElseThrow().logged()).isTrue();
        assertThat(seals.unlogged(10)).isEmpty();
    }

    @Test
    void logsNothingThatIsNotComplete() {
        var seals = seals();
        seals.half("a", Optional.empty(), "half");

        seals.logged("a");

        assertThat(seals.find("a").orElseThrow().logged()).isFalse();
    }

    @Test
    void listsWhatTheConsumerHasToSealWhenItIsDue() {
        var seals = seals();
        freeze("a", Agreement.Side.CONSUMER);
        freeze("b", Agreement.Side.PROVIDER);
        freeze("c", Agreement.Side.CONSUMER);
        freeze("d", Agreement.Side.CONSUMER);
        agreements().end("c", AgreementState.ENDED, "over");

        assertThat(seals.due(NOW, 10)).containsExactlyInAnyOrder("a", "d");
        seals.failed("a", "away", NOW.plusSeconds(1));
        assertThat(seals.due(NOW, 10)).containsExactly("d");
        assertThat(seals.due(NOW.plusSeconds(1), 10)).containsExactlyInAnyOrder("a", "d");
        assertThat(seals.due(NOW.plusSeconds(1), 1)).hasSize(1);
        seals.complete("d", "seal");
        assertThat(seals.due(NOW, 10)).containsExactly("d");
        seals.logged("d");
        assertThat(seals.due(NOW, 10)).isEmpty();
    }

    @Test
    void countsAttemptsAndSaysWhyTheLastOneFailed() {
        var seals = seals();
        seals.failed("a", "away", NOW);
        seals.failed("a", "refused", NOW);

        assertThat(seals.find("a").orElseThrow().attempts()).isEqualTo(2);
        assertThat(seals.find("a").orElseThrow().problem()).contains("refused");

        seals.complete("a", "seal");
        seals.logged("a");
        assertThat(seals.find("a").orElseThrow().problem()).isEmpty();
    }

    @Test
    void tellsAllOfManyAtOnceTheSameSeal() throws Exception {
        var seals = seals();
        var pool = Executors.newFixedThreadPool(8);
        try {
            var tries = IntStream.range(0, 32)
                    .<Callable<Optional<String>>>mapToObj(
                            i -> () -> seals.complete("a", "seal " + i).complete())
                    .toList();

            var answers = new HashSet<Optional<String>>();
            for (var answer : pool.invokeAll(tries, 30, TimeUnit.SECONDS)) {
                answers.add(answer.get());
            }

            assertThat(answers)
                    .isEqualTo(
                            new HashSet<>(List.of(seals.find("a").orElseThrow().complete())));
        } finally {
            pool.shutdownNow();
        }
    }
}
