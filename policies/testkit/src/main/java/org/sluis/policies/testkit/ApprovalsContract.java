// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.policies.testkit.Samples.START;
import static org.sluis.policies.testkit.Samples.freshId;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluis.policies.usage.Approval;
import org.sluis.policies.usage.Approval.Word;
import org.sluis.policies.usage.Approvals;

/** What every record of approvals keeps to. Identifiers are fresh: the record need not be empty. */
public abstract class ApprovalsContract {

    /** The record under test; the same one within one test. */
    protected abstract Approvals approvals();

    private static Approval word(String negotiation, String question, Word word, String by) {
        var counter = word == Word.COUNTERED ? Optional.of("{\"@type\": \"Offer\"}") : Optional.<String>empty();
        return new Approval(
                negotiation, question, word, "ab".repeat(32), counter, Optional.of("n\u00f3te \"1\""), by, START);
    }

    @Test
    void theFirstWordOnAQuestionCountsAndTheSecondIsToldOfIt() {
        var negotiation = freshId();
        var first = word(negotiation, "REQUESTED/1", Word.REFUSED, "anna");

        assertThat(approvals().say(first)).isEmpty();
        assertThat(approvals().say(word(negotiation, "REQUESTED/1", Word.APPROVED, "ben")))
                .contains(first);
        assertThat(approvals().of(negotiation)).containsExactly(first);
    }

    @Test
    void laterQuestionsOfTheSameNegotiationHaveTheirOwnWords() {
        var negotiation = freshId();
        var counter = word(negotiation, "REQUESTED/1", Word.COUNTERED, "anna");
        var approval = word(negotiation, "REQUESTED/3", Word.APPROVED, "ben");

        approvals().say(counter);
        approvals().say(approval);

        assertThat(approvals().of(negotiation)).containsExactly(counter, approval);
        assertThat(approvals().of(freshId())).isEmpty();
    }

    @Test
    void ofManyWordsAtOnceOneCounts() throws Exception {
        var negotiation = freshId();
        var all = 16;
        var start = new CountDownLatch(1);
        var people = Executors.newFixedThreadPool(all);
        try {
            var answers = IntStream.range(0, all)
                    .mapToObj(i -> people.submit(() -> {
                        start.await();
                        return approvals().say(word(negotiation, "AGREED/1", Word.APPROVED, "person" + i));
                    }))
                    .toList();
            start.countDown();
            var winners = 0;
            for (var answer : answers) {
                var earlier = answer.get(20, TimeUnit.SECONDS);
                winners += earlier.isEmpty() ? 1 : 0;
                earlier.ifPresent(
                        told -> assertThat(approvals().of(negotiation)).containsExactly(told));
            }
            assertThat(winners).isEqualTo(1);
        } finally {
            people.shutdownNow();
        }
    }
}
