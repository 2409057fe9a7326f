// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.policies.testkit.Samples.START;
import static org.sluis.policies.testkit.Samples.agreement;
import static org.sluis.policies.testkit.Samples.freshId;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.PeerEnd;

/** What every store of agreements keeps to. Identifiers are fresh: the store need not be empty. */
public abstract class AgreementsContract {

    private static final PeerEnd END_BY_PEER =
            new PeerEnd(AgreementState.REVOKED, "the order was cancelled", START.plusSeconds(60), "a.b.c");

    /** The store under test; the same one within one test. */
    protected abstract Agreements agreements();

    @Test
    void findsAnAgreementAsItWasFrozen() {
        var frozen = agreement(freshId(), START);

        agreements().freeze(frozen);

        assertThat(agreements().find(frozen.id())).contains(frozen);
        assertThat(agreements().list()).contains(frozen);
    }

    @Test
    void keepsTheCanonicalBytesCharacterForCharacter() {
        var odd = "{\"b\":1.0,  \"a\":\"\u00e9\\u0000 \ud83d\ude00\u2028\",\"b\":[]}";
        var frozen = agreement(freshId(), START, odd);

        agreements().freeze(frozen);

        assertThat(agreements().find(frozen.id()).map(Agreement::canonical)).contains(odd);
    }

    @Test
    void knowsNoAgreementThatWasNotFrozen() {
        assertThat(agreements().find(freshId())).isEmpty();
    }

    @Test
    void freezingTheSameBytesAgainChangesNothing() {
        var frozen = agreement(freshId(), START);
        agreements().freeze(frozen);

        agreements().freeze(frozen);

        assertThat(agreements().list().stream().filter(frozen::equals)).hasSize(1);
    }

    @Test
    void freezingAgainDoesNotReviveAnEndedAgreement() {
        var frozen = agreement(freshId(), START);
        agreements().freeze(frozen);
        agreements().end(frozen.id(), AgreementState.REVOKED, "withdrawn");

        agreements().freeze(frozen);

        assertThat(agreements().find(frozen.id()).map(Agreement::state)).contains(AgreementState.REVOKED);
    }

    @Test
    void refusesOtherBytesUnderAKnownId() {
        var frozen = agreement(freshId(), START);
        agreements().freeze(frozen);

        assertThatThrownBy(() -> agreements().freeze(agreement(frozen.id(), START, "{\"n\":2}")))
                .isInstanceOf(IllegalStateException.class);

        assertThat(agreements().find(frozen.id())).contains(frozen);
    }

    @Test
    void listsTheNewestFirst() {
        var older = agreement(freshId(), START);
        var newer = agreement(freshId(), START.plusSeconds(1));
        agreements().freeze(older);
        agreements().freeze(newer);

        assertThat(agreements().list()).containsSubsequence(newer, older);
    }

    @Test
    void endsForGoodAndKeepsTheReason() {
        var frozen = agreement(freshId(), START);
        agreements().freeze(frozen);

        assertThat(agreements().end(frozen.id(), AgreementState.ENDED, "term is over"))
                .isTrue();
        assertThat(agreements().end(frozen.id(), AgreementState.REVOKED, "again"))
                .isFalse();

        var ended = agreements().find(frozen.id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(AgreementState.ENDED);
        assertThat(ended.endReason()).contains("term is over");
        assertThat(ended.canonical()).isEqualTo(frozen.canonical());
    }

    @Test
    void endsNothingThatItDoesNotKnow() {
        assertThat(agreements().end(freshId(), AgreementState.ENDED, "unknown")).isFalse();
    }

    @Test
    void refusesToEndAnAgreementAsActive() {
        var frozen = agreement(freshId(), START);
        agreements().freeze(frozen);

        assertThatThrownBy(() -> agreements().end(frozen.id(), AgreementState.ACTIVE, "no"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endsWhatTheOtherPartyEndedWithItsReason() {
        var frozen = agreement(freshId(), START);
        agreements().freeze(frozen);

        assertThat(agreements().endedByPeer(frozen.id(), END_BY_PEER)).isTrue();
        assertThat(agreements().endedByPeer(frozen.id(), END_BY_PEER)).isTrue();

        var ended = agreements().find(frozen.id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(AgreementState.REVOKED);
        assertThat(ended.endReason()).contains("the order was cancelled");
        assertThat(agreements().end(frozen.id(), AgreementState.ENDED, "again")).isFalse();
    }

    @Test
    void anEndByTheOtherPartyDoesNotReplaceOurOwn() {
        var frozen = agreement(freshId(), START);
        agreements().freeze(frozen);
        agreements().end(frozen.id(), AgreementState.ENDED, "term is over");

        assertThat(agreements().endedByPeer(frozen.id(), END_BY_PEER)).isTrue();

        var ended = agreements().find(frozen.id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(AgreementState.ENDED);
        assertThat(ended.endReason()).contains("term is over");
    }

    @Test
    void theOtherPartyEndsNothingThatIsNotKnown() {
        assertThat(agreements().endedByPeer(freshId(), END_BY_PEER)).isFalse();
    }

    @Test
    void tellsEveryListenerOfAnEndOnceEvenWhenOneFails() throws Exception {
        var heard = new LinkedBlockingQueue<String>();
        agreements().onEnd(id -> {
            throw new IllegalStateException("this listener always fails");
        });
        agreements().onEnd(heard::add);
        var first = agreement(freshId(), START);
        var second = agreement(freshId(), START);
        agreements().freeze(first);
        agreements().freeze(second);

        agreements().end(first.id(), AgreementState.REVOKED, "withdrawn");
        agreements().end(first.id(), AgreementState.REVOKED, "withdrawn");
        agreements().end(second.id(), AgreementState.ENDED, "over");

        assertThat(Optional.ofNullable(heard.poll(5, TimeUnit.SECONDS))).contains(first.id());
        assertThat(Optional.ofNullable(heard.poll(5, TimeUnit.SECONDS))).contains(second.id());
        assertThat(heard).isEmpty();
    }
}
