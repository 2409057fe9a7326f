// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;
import org.sluis.policies.usage.ReleaseRequest;
import org.sluis.policies.usage.ReleaseRuling;
import org.sluis.policies.usage.ReleaseRuling.Allowed;
import org.sluis.policies.usage.ReleaseRuling.Denied;
import org.sluis.policies.usage.Releases;

class ReleasesTest {

    private static final String PROVIDER = "did:web:parts.example";
    private static final String BUILDER = "did:web:builder.example";
    private static final String DATASET = "urn:sluis:production-status:own-orders";
    private static final Instant SIGNED = Instant.parse("2026-11-21T10:00:00Z");

    private final SettableClock clock = new SettableClock(SIGNED.plusSeconds(60));
    private final InMemoryAgreements agreements = new InMemoryAgreements();
    private final InMemoryDecisions decisions = new InMemoryDecisions();
    private final Releases releases = new Releases(
            new InMemoryUsageLedger(agreements, decisions, clock),
            decisions,
            new Partners(List.of(
                    new Partner("builder", BUILDER, "http://127.0.0.1:1/dsp", List.of("10021"), Optional.of("NL")))),
            PartyCredentials.none());

    @Test
    void allowsAndRecordsWhatThePolicyPermits() throws Exception {
        agree("a", "{\"action\":\"odrl:use\"}");

        var ruling = releases.release(ask("a"));

        assertThat(ruling).isInstanceOf(Allowed.class);
        var record = onlyRecord();
        assertThat(record.allowed()).isTrue();
        assertThat(record.moment()).isEqualTo(Moment.RELEASE);
        assertThat(record.party()).contains(BUILDER);
        assertThat(record.agreement()).contains("a");
        assertThat(record.dataset()).contains(DATASET);
        assertThat(record.purpose()).contains("urn:purpose:planning");
        assertThat(record.policySha256())
                .contains(agreements.find("a").orElseThrow().sha256());
        assertThat(record.subject()).contains("transfer-1");
        assertThat(record.at()).isEqualTo(clock.instant());
    }

    @Test
    void tellsTheDutiesThatArise() throws Exception {
        agree("a", "{\"action\":\"odrl:use\",\"duty\":[{\"action\":\"odrl:inform\"}]}");

        assertThat(((Allowed) releases.release(ask("a"))).duties()).hasSize(1);
    }

    @Test
    void deniesAPurposeThatWasNotAgreedAndSaysWhich() throws Exception {
        agree("a", constrained("odrl:purpose", "odrl:eq", "urn:purpose:billing"));

        var reason = denied(releases.release(ask("a"))).get(0);

        assertThat(reason.leftOperand()).isEqualTo("odrl:purpose");
        assertThat(reason.wanted()).isEqualTo("urn:purpose:billing");
        assertThat(reason.observed()).isEqualTo("urn:purpose:planning");
        assertThat(onlyRecord().reasons()).containsExactly(reason);
    }

    @Test
    void countsUsesUpToTheAgreedNumber() throws Exception {
        agree("a", constrained("odrl:count", "odrl:lteq", "2"));
        for (int use = 1; use <= 2; use++) {
            releases.commit(((Allowed) releases.release(ask("a"))).use());
        }

        assertThat(denied(releases.release(ask("a"))))
                .extracting(Reason::leftOperand)
                .containsExactly("odrl:count");
    }

    @Test
    void aCancelledReleaseIsNotCounted() throws Exception {
        agree("a", constrained("odrl:count", "odrl:lteq", "1"));

        releases.cancel(((Allowed) releases.release(ask("a"))).use());

        assertThat(releases.release(ask("a"))).isInstanceOf(Allowed.class);
    }

    @Test
    void knowsTheCountryOfAPartnerFromTheConfigurationOnly() throws Exception {
        agree("a", constrained("odrl:spatial", "odrl:eq", "NL"));
        agree("b", "did:web:unknown.example", constrained("odrl:spatial", "odrl:eq", "NL"));

        assertThat(releases.release(ask("a"))).isInstanceOf(Allowed.class);
        assertThat(releases.release(ask("b", "did:web:unknown.example"))).isInstanceOf(Denied.class);
    }

    @Test
    void comparesTheDisclosureThatWillBeApplied() throws Exception {
        agree("a", constrained("sluis:disclosure", "odrl:eq", "own-orders"));
        var other =
                new ReleaseRequest("transfer-1", "a", BUILDER, DATASET, Optional.empty(), Optional.of("everything"));

        assertThat(releases.release(ask("a"))).isInstanceOf(Allowed.class);
        assertThat(releases.release(other)).isInstanceOf(Denied.class);
    }

    @Test
    void deniesElapsedTimeFromTheFirstUseOn() throws Exception {
        agree("a", constrained("odrl:elapsedTime", "odrl:lteq", "PT1H"));
        releases.commit(((Allowed) releases.release(ask("a"))).use());
        clock.advance(Duration.ofMinutes(59));
        assertThat(releases.release(ask("a"))).isInstanceOf(Allowed.class);

        clock.advance(Duration.ofMinutes(2));

        assertThat(releases.release(ask("a"))).isInstanceOf(Denied.class);
    }

    @Test
    void deniesUnderAnEndedAgreementWithTheReasonOfTheEnd() throws Exception {
        agree("a", "{\"action\":\"odrl:use\"}");
        agreements.end("a", AgreementState.REVOKED, "no longer a customer");

        assertThat(denied(releases.release(ask("a"))))
                .extracting(Reason::code, Reason::observed)
                .containsExactly(
                        tuple("agreement-not-active", "revoked"), tuple(Releases.END_REASON, "no longer a customer"));
    }

    @Test
    void deniesAnUnknownAgreementAndRecordsIt() throws Exception {
        assertThat(denied(releases.release(ask("nowhere"))))
                .extracting(Reason::code)
                .containsExactly("agreement-not-active");
        assertThat(onlyRecord().allowed()).isFalse();
    }

    @Test
    void deniesAnotherPartyAndAnotherDataset() throws Exception {
        agree("a", "{\"action\":\"odrl:use\"}");
        var otherDataset = new ReleaseRequest(
                "transfer-1", "a", BUILDER, "urn:other", Optional.empty(), Optional.of("own-orders"));

        assertThat(denied(releases.release(ask("a", "did:web:thief.example"))))
                .extracting(Reason::code)
                .containsExactly("party-differs");
        assertThat(denied(releases.release(otherDataset)))
                .extracting(Reason::code)
                .containsExactly("target-differs");
    }

    @Test
    void deniesWhenTheFrozenBytesAreNotTheHashedOnes() throws Exception {
        var sound = agreed("a", BUILDER, "{\"action\":\"odrl:use\"}");
        agreements.freeze(new Agreement(
                "a",
                sound.side(),
                sound.provider(),
                sound.consumer(),
                sound.dataset(),
                sound.signedAt(),
                sound.canonical(),
                "0".repeat(64),
                sound.state(),
                sound.endReason()));

        assertThat(denied(releases.release(ask("a"))))
                .extracting(Reason::code)
                .containsExactly(Releases.AGREEMENT_DAMAGED);
    }

    @Test
    void deniesWhenTheFrozenBytesBelongToAnotherAgreement() throws Exception {
        var other = agreed("other", BUILDER, "{\"action\":\"odrl:use\"}");
        agreements.freeze(new Agreement(
                "a",
                other.side(),
                other.provider(),
                other.consumer(),
                other.dataset(),
                other.signedAt(),
                other.canonical(),
                other.sha256(),
                other.state(),
                other.endReason()));

        assertThat(denied(releases.release(ask("a"))))
                .extracting(Reason::code)
                .containsExactly(Releases.AGREEMENT_DAMAGED);
    }

    @Test
    void releasesNothingUnderAnAgreementInWhichWeAreTheConsumer() throws Exception {
        var sound = agreed("a", BUILDER, "{\"action\":\"odrl:use\"}");
        agreements.freeze(new Agreement(
                "a",
                Agreement.Side.CONSUMER,
                sound.provider(),
                sound.consumer(),
                sound.dataset(),
                sound.signedAt(),
                sound.canonical(),
                sound.sha256(),
                sound.state(),
                sound.endReason()));

        assertThat(denied(releases.release(ask("a"))))
                .extracting(Reason::code)
                .containsExactly(Releases.NOT_THE_PROVIDER);
    }

    @Test
    void answersNothingThatCannotBeRecorded() {
        agree("a", "{\"action\":\"odrl:use\"}");
        decisions.setUnavailable(true);

        assertThatThrownBy(() -> releases.release(ask("a"))).isInstanceOf(RecordUnavailableException.class);
    }

    @Test
    void aReleaseInProgressUnderTheLastUseMayFinish() throws Exception {
        agree("a", constrained("odrl:count", "odrl:lteq", "1"));
        releases.commit(((Allowed) releases.release(ask("a"))).use());

        assertThat(releases.recheck(ask("a"))).isEmpty();

        assertThat(decisions.list(all())).hasSize(1);
    }

    @Test
    void aReleaseThatOutlastsTheRecordMustStop() throws Exception {
        agree("a", "{\"action\":\"odrl:use\"}");
        releases.commit(((Allowed) releases.release(ask("a"))).use());

        assertThat(releases.recheckOnRecord(ask("a"))).isEmpty();
        assertThat(decisions.list(all()).get(0).moment()).isEqualTo(Moment.RUNNING);
        assertThat(decisions.list(all()).get(0).allowed()).isTrue();

        decisions.setUnavailable(true);
        assertThatThrownBy(() -> releases.recheckOnRecord(ask("a"))).isInstanceOf(RecordUnavailableException.class);
    }

    @Test
    void aReleaseInProgressMustStopWhenTheAgreementEndsAndThatIsRecorded() throws Exception {
        agree("a", "{\"action\":\"odrl:use\"}");
        releases.commit(((Allowed) releases.release(ask("a"))).use());
        agreements.end("a", AgreementState.ENDED, "term is over");

        assertThat(releases.recheck(ask("a"))).extracting(Reason::code).contains("agreement-not-active");

        assertThat(decisions.list(all()).get(0).moment()).isEqualTo(Moment.RUNNING);
    }

    @Test
    void foreseesADenialWithoutRecordingIt() throws Exception {
        agree("a", constrained("odrl:purpose", "odrl:eq", "urn:purpose:billing"));

        assertThat(releases.foresee(ask("a"))).isNotEmpty();

        assertThat(decisions.list(all())).isEmpty();
    }

    private void agree(String id, String permission) {
        agree(id, BUILDER, permission);
    }

    private void agree(String id, String consumer, String permission) {
        agreements.freeze(agreed(id, consumer, permission));
    }

    private static Agreement agreed(String id, String consumer, String permission) {
        var reading = PolicyReader.read("{\"@context\":{\"odrl\":\"http://www.w3.org/ns/odrl/2/\","
                + "\"sluis\":\"https://w3id.org/sluis/policy/1/\"},\"@type\":\"odrl:Set\",\"odrl:permission\":["
                + permission.replace("\"action\"", "\"odrl:action\"").replace("\"duty\"", "\"odrl:duty\"") + "]}");
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        var policy = ((Reading.Valid) reading).policy();
        var canonical = AgreedPolicy.of(id, PROVIDER, consumer, DATASET, SIGNED, policy)
                .orElseThrow()
                .canonical();
        return new Agreement(
                id,
                Agreement.Side.PROVIDER,
                PROVIDER,
                consumer,
                DATASET,
                SIGNED,
                canonical.json(),
                canonical.sha256(),
                AgreementState.ACTIVE,
                Optional.empty());
    }

    private static String constrained(String leftOperand, String operator, String rightOperand) {
        return "{\"action\":\"odrl:use\",\"odrl:constraint\":[{\"odrl:leftOperand\":\"" + leftOperand
                + "\",\"odrl:operator\":\"" + operator + "\",\"odrl:rightOperand\":\"" + rightOperand + "\"}]}";
    }

    private static ReleaseRequest ask(String agreement) {
        return ask(agreement, BUILDER);
    }

    private static ReleaseRequest ask(String agreement, String party) {
        return new ReleaseRequest(
                "transfer-1",
                agreement,
                party,
                DATASET,
                Optional.of("urn:purpose:planning"),
                Optional.of("own-orders"));
    }

    private static List<Reason> denied(ReleaseRuling ruling) {
        assertThat(ruling).isInstanceOf(Denied.class);
        return ((Denied) ruling).reasons();
    }

    private DecisionRecord onlyRecord() {
        assertThat(decisions.list(all())).hasSize(1);
        return decisions.list(all()).get(0);
    }

    private static Decisions.Query all() {
        return new Decisions.Query(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 100);
    }
}
