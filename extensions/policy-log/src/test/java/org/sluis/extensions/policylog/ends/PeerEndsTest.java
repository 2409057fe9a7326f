// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.ends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.LoggingFirm;
import org.sluis.extensions.policylog.evidence.PeerLogs.PeerException;
import org.sluis.extensions.policylog.evidence.Rfc8785;
import org.sluis.extensions.policylog.evidence.ShiftedClock;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.PeerEnd;

/** A consumer that is told, over HTTP, that agreements ended. */
@Timeout(60)
class PeerEndsTest {

    private final ShiftedClock clock = new ShiftedClock();
    private final LoggingFirm provider = new LoggingFirm(clock);
    private final LoggingFirm consumer = new LoggingFirm(clock);
    private final LoggingFirm stranger = new LoggingFirm(clock);
    private final Agreement agreement = provider.agree(consumer, "a1");

    @BeforeEach
    void open() {
        for (var firm : new LoggingFirm[] {provider, consumer}) {
            firm.ends = new PeerEnds(firm.agreements, firm.signatures(), new EvidenceLog(firm.events, clock));
        }
    }

    @AfterEach
    void close() {
        provider.close();
        consumer.close();
        stranger.close();
    }

    private EndPayload end(AgreementState state) {
        return new EndPayload(
                agreement.id(), provider.did.value(), consumer.did.value(), state, "the order was cancelled", now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String sign(LoggingFirm signer, EndPayload said) {
        return signer.signatures().sign(EndPayload.TYPE, said.bytes());
    }

    private static void post(LoggingFirm from, LoggingFirm to, String notice) throws PeerException {
        var unused = from.peers().post(to.did, EndSending.PATH, Rfc8785.write(Map.of("notice", notice)));
    }

    private void assertRefused(LoggingFirm from, String notice, String status, String code) {
        assertThatThrownBy(() -> post(from, consumer, notice)).hasMessageContaining("HTTP " + status);
        assertThat(consumer.agreements.find("a1").map(Agreement::state)).contains(AgreementState.ACTIVE);
        assertThat(consumer.events.ofType("request.refused"))
                .extracting(entry -> entry.at("/reasons/0/code").asText())
                .containsExactly(code);
    }

    @Test
    void endsTheAgreementWithTheReasonAndKeepsTheNotice() throws Exception {
        var said = end(AgreementState.REVOKED);
        var notice = sign(provider, said);

        post(provider, consumer, notice);
        post(provider, consumer, notice);

        var ended = consumer.agreements.find("a1").orElseThrow();
        assertThat(ended.state()).isEqualTo(AgreementState.REVOKED);
        assertThat(ended.endReason()).contains("the order was cancelled");
        assertThat(consumer.agreements.endByPeer("a1"))
                .contains(new PeerEnd(AgreementState.REVOKED, "the order was cancelled", said.at(), notice));
    }

    @Test
    void aConsumerEndsItAsWell() throws Exception {
        var said = new EndPayload(
                "a1", consumer.did.value(), provider.did.value(), AgreementState.ENDED, "another supplier", now());

        post(consumer, provider, sign(consumer, said));

        assertThat(provider.agreements.find("a1").flatMap(Agreement::endReason)).contains("another supplier");
    }

    @Test
    void refusesAndRecordsANoticeByAThirdFirm() {
        assertRefused(stranger, sign(stranger, end(AgreementState.REVOKED)), "403", "not-a-party");
    }

    @Test
    void refusesAndRecordsANoticeThatThePartySentButDidNotSign() {
        assertRefused(provider, sign(stranger, end(AgreementState.REVOKED)), "400", "notice-unverified");
    }

    @Test
    void refusesAndRecordsANoticeThatAThirdFirmPassesOn() {
        assertRefused(stranger, sign(provider, end(AgreementState.REVOKED)), "400", "notice-unverified");
    }

    @Test
    void refusesANoticeThatIsAboutSomebodyElse() {
        var said = new EndPayload(
                "a1", provider.did.value(), stranger.did.value(), AgreementState.REVOKED, "not to you", now());
        assertRefused(provider, sign(provider, said), "409", "notice-wrong");
    }

    @Test
    void refusesAnEndBeforeTheAgreementAndOneInTheFuture() {
        for (var at :
                new Instant[] {agreement.signedAt().minus(1, ChronoUnit.HOURS), now().plus(1, ChronoUnit.HOURS)}) {
            var said = new EndPayload(
                    "a1", provider.did.value(), consumer.did.value(), AgreementState.REVOKED, "when?", at);
            assertRefused(provider, sign(provider, said), "409", "notice-wrong");
        }
    }

    @Test
    void aConsumerCannotRevoke() {
        var said =
                new EndPayload("a1", consumer.did.value(), provider.did.value(), AgreementState.REVOKED, "no", now());
        assertThatThrownBy(() -> post(consumer, provider, sign(consumer, said))).hasMessageContaining("HTTP 409");
        assertThat(provider.agreements.find("a1").map(Agreement::state)).contains(AgreementState.ACTIVE);
    }

    @Test
    void doesNotKnowAnAgreementThatItDoesNotHave() {
        var said = new EndPayload(
                "a2", provider.did.value(), consumer.did.value(), AgreementState.REVOKED, "which?", now());
        assertThatThrownBy(() -> post(provider, consumer, sign(provider, said))).hasMessageContaining("HTTP 404");
    }

    @Test
    void refusesASealsSignatureAsANotice() {
        var other = provider.signatures()
                .sign("sluis-seal+jwt", end(AgreementState.REVOKED).bytes());
        assertRefused(provider, other, "400", "notice-unverified");
    }

    @Test
    void refusesAnotherSpellingOfTheSameNotice() {
        var spaced = new String(end(AgreementState.REVOKED).bytes(), StandardCharsets.UTF_8).replace(",", ", ");
        var notice = provider.signatures().sign(EndPayload.TYPE, spaced.getBytes(StandardCharsets.UTF_8));
        assertRefused(provider, notice, "400", "notice-unverified");
    }

    @Test
    void makesOneLineOfAReasonWithControlCharacters() throws Exception {
        var said = new EndPayload(
                "a1",
                provider.did.value(),
                consumer.did.value(),
                AgreementState.REVOKED,
                "over\u001b[2J\n" + "x".repeat(600),
                now());

        post(provider, consumer, sign(provider, said));

        assertThat(consumer.agreements.find("a1").flatMap(Agreement::endReason).orElseThrow())
                .startsWith("over [2J x")
                .hasSize(500);
    }
}
