// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.policylog.evidence.Kill;
import org.sluis.extensions.policylog.evidence.LoggingFirm;
import org.sluis.extensions.policylog.evidence.PeerLogs.PeerException;
import org.sluis.extensions.policylog.evidence.ShiftedClock;
import org.sluis.extensions.web.Outbound.OutboundRequest;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.reconcile.Match;
import org.sluis.policies.log.reconcile.Pairing;
import org.sluis.policies.log.reconcile.Reconciler;
import org.sluis.policies.usage.Agreement;

/** Two firms, each on a port of its own, and a third. */
@Timeout(60)
class SealingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String PATH = "/exchange/seal";

    private final ShiftedClock clock = new ShiftedClock();
    private final LoggingFirm provider = new LoggingFirm(clock);
    private final LoggingFirm consumer = new LoggingFirm(clock);
    private final LoggingFirm stranger = new LoggingFirm(clock);
    private final Agreement agreement = provider.agree(consumer, "a1");

    @AfterEach
    void close() {
        provider.close();
        consumer.close();
        stranger.close();
    }

    private Seal post(LoggingFirm from, String json) throws Exception {
        return Seal.read(from.peers().post(provider.did, PATH, json));
    }

    private void assertSealedAlike() {
        var seal = provider.seals().of("a1");
        assertThat(seal).isPresent();
        assertThat(consumer.seals().of("a1")).isEqualTo(seal);
        for (var firm : List.of(provider, consumer)) {
            var entries = firm.events.ofType("agreement.sealed");
            assertThat(entries).hasSize(1);
            assertThat(entries.get(0).at("/seal/sha256").asText()).isEqualTo(LoggingFirm.digest(seal.get()));
            assertThat(entries.get(0).at("/corr/agreementId").asText()).isEqualTo("a1");
        }
        assertThat(pairings()).extracting(Pairing::match).containsExactly(Match.MATCHED);
    }

    private List<Pairing> pairings() {
        return Reconciler.usual()
                .reconcile(
                        provider.events.bundle("a1", consumer.did.value(), "provider"),
                        consumer.events.bundle("a1", provider.did.value(), "consumer"))
                .pairings();
    }

    @Test
    void bothSidesHoldAndLogTheSameBytes() throws Exception {
        assertThat(consumer.seals().await(agreement, PATIENCE)).isEmpty();

        assertSealedAlike();
        assertThat(provider.seals().isSealed("a1")).isTrue();
        var content = Seal.kept(consumer.seals().of("a1").orElseThrow()).content();
        assertThat(content.terms()).isEqualTo(Terms.of(agreement));
        assertThat(content.providerSide().origin())
                .isNotEqualTo(content.consumerSide().origin());
        assertThat(consumer.events
                        .ofType("agreement.sealed")
                        .get(0)
                        .path("role")
                        .asText())
                .isEqualTo("consumer");
        assertThat(provider.events
                        .ofType("agreement.sealed")
                        .get(0)
                        .path("role")
                        .asText())
                .isEqualTo("provider");
    }

    @Test
    void bothLogsKeepTheDocumentsOfBothSignersOnce() {
        consumer.seals().await(agreement, PATIENCE);
        consumer.restart();
        consumer.seals().await(agreement, PATIENCE);

        for (var firm : List.of(provider, consumer)) {
            assertThat(firm.events.ofType("party.document"))
                    .hasSize(2)
                    .allSatisfy(entry -> assertThat(entry.path("document").asText())
                            .contains("\"id\":\"" + entry.path("did").asText() + "\"", "assertionMethod"))
                    .extracting(entry -> entry.path("did").asText())
                    .containsExactlyInAnyOrder(provider.did.value(), consumer.did.value());
        }
    }

    @Test
    void theBackgroundSealsWhatIsMissing() {
        consumer.seals().work();
        assertSealedAlike();
    }

    @Test
    void sealingAgainChangesNothing() {
        consumer.seals().await(agreement, PATIENCE);
        var seal = provider.seals().of("a1");

        consumer.restart();
        assertThat(consumer.seals().await(agreement, PATIENCE)).isEmpty();
        consumer.seals().work();

        assertThat(provider.seals().of("a1")).isEqualTo(seal);
        assertSealedAlike();
    }

    @Test
    void manyAtOnceMakeOneSeal() throws Exception {
        var replicas = IntStream.range(0, 2)
                .mapToObj(i -> {
                    var seals = consumer.seals();
                    consumer.restart();
                    return seals;
                })
                .toList();
        var pool = Executors.newFixedThreadPool(8);
        try {
            var tries = IntStream.range(0, 16)
                    .<Callable<Optional<String>>>mapToObj(
                            i -> () -> replicas.get(i % 2).await(agreement, Duration.ofSeconds(20)))
                    .toList();

            for (var answer : pool.invokeAll(tries, 40, TimeUnit.SECONDS)) {
                assertThat(answer.get()).isEmpty();
            }

            assertSealedAlike();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aConsumerKilledAtAnyStepGoesOn() {
        var killed = 0;
        for (var point = 0; ; point++, killed++) {
            var id = "c" + point;
            var next = provider.agree(consumer, id);
            consumer.kill.at(point);
            try {
                consumer.seals().await(next, Duration.ZERO);
            } catch (Kill.Killed e) {
                assertThat(consumer.kill.happened()).isTrue();
            }
            if (!consumer.kill.happened()) {
                break;
            }
            consumer.restart();
            clock.move(Duration.ofSeconds(2));
            consumer.seals().work();
            assertThat(consumer.seals().of(id)).as("killed at %s", point).isPresent();
            assertThat(provider.seals().of(id)).isEqualTo(consumer.seals().of(id));
        }
        assertThat(killed).isGreaterThan(10);
        assertOneEntryForEach(killed + 1);
    }

    @Test
    void aProviderKilledAtAnyStepGoesOn() {
        var killed = 0;
        for (var point = 0; ; point++, killed++) {
            var id = "p" + point;
            var next = provider.agree(consumer, id);
            provider.kill.at(point);
            consumer.seals().await(next, Duration.ZERO);
            if (!provider.kill.happened()) {
                break;
            }
            provider.restart();
            provider.seals().work();
            clock.move(Duration.ofSeconds(2));
            consumer.seals().work();
            assertThat(consumer.seals().of(id)).as("killed at %s", point).isPresent();
            assertThat(provider.seals().of(id)).isEqualTo(consumer.seals().of(id));
        }
        assertThat(killed).isGreaterThan(5);
        assertOneEntryForEach(killed + 1);
    }

    /** The agreement of the field is sealed by the background as well. */
    private void assertOneEntryForEach(int agreements) {
        for (var firm : List.of(provider, consumer)) {
            var ids = firm.events.ofType("agreement.sealed").stream()
                    .map(entry -> entry.at("/corr/agreementId").asText())
                    .toList();
            assertThat(ids).doesNotHaveDuplicates().hasSizeBetween(agreements, agreements + 1);
        }
    }

    @Test
    void aProviderThatIsAwayIsAskedAgainLater() {
        provider.down();
        assertThat(consumer.seals().await(agreement, Duration.ZERO).orElseThrow())
                .contains("agreement a1 is not sealed yet");
        provider.up();
        clock.move(Duration.ofSeconds(10));

        consumer.seals().work();

        assertSealedAlike();
    }

    @Test
    void attemptsBecomeRareButDoNotEnd() {
        provider.agreements.end("a1", AgreementState.ENDED, "over");
        provider.down();
        for (var i = 0; i < 12; i++) {
            consumer.seals().work();
            clock.move(Duration.ofMinutes(6));
        }
        assertThat(consumer.keptSeals.find("a1").orElseThrow().attempts()).isEqualTo(12);
        consumer.seals().work();
        clock.move(Duration.ofMinutes(4));
        consumer.seals().work();
        assertThat(consumer.keptSeals.find("a1").orElseThrow().attempts()).isEqualTo(13);
    }

    @Test
    void aLogThatCannotBeWrittenLeavesTheAgreementUnsealed() {
        consumer.events.log.setAvailable(false);
        assertThat(consumer.seals().await(agreement, Duration.ZERO).orElseThrow())
                .contains("cannot be written");
        assertThat(consumer.seals().isSealed("a1")).isFalse();
        consumer.events.log.setAvailable(true);
        provider.events.log.setAvailable(false);

        assertThat(consumer.seals().await(agreement, Duration.ZERO)).isEmpty();

        assertSealedAlikeButFor(provider);
    }

    /** Its log was written before it stopped. */
    private void assertSealedAlikeButFor(LoggingFirm firm) {
        firm.events.log.setAvailable(true);
        assertSealedAlike();
    }

    @Test
    void aProviderWhoseLogCannotBeWrittenDoesNotAnswer() {
        provider.events.log.setAvailable(false);
        assertThat(consumer.seals().await(agreement, Duration.ZERO).orElseThrow())
                .contains("HTTP 503");
        assertThat(provider.seals().isSealed("a1")).isFalse();
        assertThat(consumer.seals().isSealed("a1")).isFalse();
        provider.events.log.setAvailable(true);

        provider.seals().work();
        assertThat(provider.seals().isSealed("a1")).isTrue();
        assertThat(consumer.seals().await(agreement, Duration.ZERO)).isEmpty();

        assertSealedAlike();
    }

    @Test
    void nothingIsRequiredOfAFirmWithoutALog() {
        provider.keepsLog = false;

        assertThat(consumer.seals().required(agreement)).isFalse();
        assertThat(consumer.seals().await(agreement, Duration.ZERO)).isEmpty();
        consumer.seals().work();

        assertThat(consumer.seals().isSealed("a1")).isFalse();
        assertThat(consumer.events.ofType("agreement.sealed")).isEmpty();
        assertThat(consumer.keptSeals.find("a1").orElseThrow().problem().orElseThrow())
                .contains("keeps no policy log");
    }

    @Test
    void aFirmWhoseDocumentCannotBeHadIsTakenToKeepALog() {
        provider.down();
        assertThat(consumer.seals().required(agreement)).isTrue();
    }

    @Test
    void anAgreementThatTheProviderDoesNotKnowIsNotSealed() {
        var made = LoggingFirm.agreement(
                Agreement.Side.CONSUMER, provider, consumer, "a2", "urn:dataset", LoggingFirm.digest("a2"));
        assertThat(consumer.seals().await(made, Duration.ZERO).orElseThrow()).contains("HTTP 404");
    }

    @Test
    void anotherPolicyOrDatasetIsRefusedByNameAndLogged() {
        var otherPolicy = LoggingFirm.agreement(
                Agreement.Side.CONSUMER, provider, consumer, "a1", "urn:dataset", LoggingFirm.digest("else"));
        var otherDataset = LoggingFirm.agreement(
                Agreement.Side.CONSUMER, provider, consumer, "a1", "urn:else", LoggingFirm.digest("a1"));

        assertThat(consumer.seals().await(otherPolicy, Duration.ZERO).orElseThrow())
                .contains("HTTP 409")
                .contains("differs from the agreement here in policyDigest");
        assertThat(consumer.seals().await(otherDataset, Duration.ZERO).orElseThrow())
                .contains("in datasetId");

        assertThat(provider.seals().isSealed("a1")).isFalse();
        assertThat(provider.events.ofType("request.refused"))
                .extracting(entry -> entry.at("/reasons/0/code").asText())
                .containsExactly("seal-differs", "seal-differs");
    }

    @Test
    void aThirdPartyCannotSeal() {
        assertThatThrownBy(() -> post(stranger, proposalOf(stranger).message()))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("HTTP 403");
        assertThat(provider.events.ofType("request.refused")).hasSize(1);
        assertThat(provider.events.ofType("request.refused").get(0).path("peer").asText())
                .isEqualTo(stranger.did.value());
    }

    private LogSide providerSide() {
        return proposalOf(provider).consumerSide();
    }

    private Proposal proposalOf(LoggingFirm firm) {
        var key = firm.logKey();
        return new Proposal(
                Terms.of(agreement), new LogSide(LoggingFirm.digest(firm.did.value()), key.name(), key.vkey(), "P10Y"));
    }

    @Test
    void aLogKeyThatIsNotPublishedIsRefused() {
        var key = NoteSigner.ed25519(consumer.logKey().name(), new byte[32]).key();
        var made = new Proposal(Terms.of(agreement), new LogSide("1".repeat(64), key.name(), key.vkey(), "P10Y"));

        assertThatThrownBy(() -> post(consumer, made.message()))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("is not in its DID document");
    }

    @Test
    void aSealThatTheConsumerDidNotSignIsRefused() throws Exception {
        var half = post(consumer, proposalOf(consumer).message());
        var payload = new Base64URL(half.payload()).decode();
        var byStranger = half.with(stranger.keys.sign(Seal.TYPE, payload));
        var otherType = half.with(consumer.keys.sign("JWT", payload));
        var good = half.with(consumer.keys.sign(Seal.TYPE, payload));
        var wrong = new Seal(
                good.payload(),
                List.of(
                        good.halves().get(0),
                        new Seal.Half(
                                good.halves().get(1).header(),
                                good.halves().get(0).signature())));

        for (var bad : List.of(byStranger, otherType, wrong)) {
            assertThatThrownBy(() -> post(consumer, bad.json()))
                    .isInstanceOf(PeerException.class)
                    .hasMessageContaining("HTTP 409");
        }
        assertThat(provider.seals().isSealed("a1")).isFalse();
        assertThat(post(consumer, good.json())).isEqualTo(good);
        assertThat(provider.seals().isSealed("a1")).isTrue();
    }

    @Test
    void aPayloadThatTheProviderDidNotSignIsRefused() throws Exception {
        var half = post(consumer, proposalOf(consumer).message());
        var json = new String(new Base64URL(half.payload()).decode(), StandardCharsets.UTF_8);
        var altered = json.replace("P10Y", "P1D").getBytes(StandardCharsets.UTF_8);
        var seal = new Seal(Base64URL.encode(altered).toString(), half.halves())
                .with(consumer.keys.sign(Seal.TYPE, altered));
        assertThatThrownBy(() -> post(consumer, seal.json()))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("not what we signed");

        var otherDigest = json.replace(agreement.sha256(), "f".repeat(64)).getBytes(StandardCharsets.UTF_8);
        var swapped = new Seal(Base64URL.encode(otherDigest).toString(), half.halves())
                .with(consumer.keys.sign(Seal.TYPE, otherDigest));
        assertThatThrownBy(() -> post(consumer, swapped.json()))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("policyDigest");

        var spaced = (" " + json).getBytes(StandardCharsets.UTF_8);
        var respelled = new Seal(Base64URL.encode(spaced).toString(), half.halves())
                .with(consumer.keys.sign(Seal.TYPE, spaced));
        assertThatThrownBy(() -> post(consumer, respelled.json()))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("RFC 8785");
        assertThat(provider.seals().isSealed("a1")).isFalse();
    }

    @Test
    void aProposalThatIsNoneIsABadRequest() {
        var proposal = proposalOf(consumer).message();
        for (var bad : List.of(
                "{}",
                "{\"proposal\":7}",
                proposal.replace("\"v\":1", "\"v\":2"),
                proposal.replace("P10Y", "for ever"),
                proposal.replace("\"stream\":\"", "\"stream\":\"0"),
                proposal.replace("\"v\":1", "\"v\":1,\"w\":1"),
                "{\"payload\":\"AA\",\"signatures\":[]}",
                "{\"payload\":\"AA\",\"signatures\":[{\"protected\":\"a\",\"signature\":\"b\"}]}")) {
            assertThatThrownBy(() -> post(consumer, bad))
                    .as(bad)
                    .isInstanceOf(PeerException.class)
                    .hasMessageContaining("HTTP 400");
        }
    }

    @Test
    void aProposalWithoutAValidTokenIsUnauthorized() throws Exception {
        var tokens = List.of("", "nonsense", stranger.tokenFor(consumer));
        for (var token : tokens) {
            var answer = consumer.outbound.send(new OutboundRequest(
                    "POST",
                    provider.address(PATH),
                    Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token),
                    proposalOf(consumer).message()));
            assertThat(answer.status()).isEqualTo(401);
        }
    }

    @Test
    void aConsumerThatLostItsSealGetsTheProvidersAgain() {
        consumer.seals().await(agreement, PATIENCE);
        consumer.forgetSeals();

        assertThat(consumer.seals().await(agreement, PATIENCE)).isEmpty();

        assertSealedAlike();
    }

    @Test
    void aProviderThatLostItsHalfIsAskedForAnother() throws Exception {
        provider.events.log.setAvailable(false);
        var unused = consumer.seals().await(agreement, Duration.ZERO);
        provider.forgetSeals();
        provider.events.log.setAvailable(true);

        assertThat(consumer.seals().await(agreement, Duration.ZERO)).isPresent();
        assertThat(consumer.seals().await(agreement, Duration.ZERO)).isEmpty();

        assertSealedAlike();
    }

    @Test
    void aConsumerDoesNotSignWhatTheProviderMakesOfItsProposal() throws Exception {
        provider.makeUpAnswers(body -> {
            var proposal = Proposal.read(body.get("proposal"));
            var other = new LogSide(
                    "2".repeat(64),
                    proposal.consumerSide().origin(),
                    proposal.consumerSide().logKey(),
                    "P10Y");
            var payload = new SealPayload(
                    proposal.terms(), providerSide(), other, Instant.now().truncatedTo(ChronoUnit.MILLIS));
            return Seal.begunWith(provider.keys.sign(Seal.TYPE, payload.bytes()))
                    .json();
        });
        assertThat(consumer.seals().await(agreement, Duration.ZERO).orElseThrow())
                .contains("something else about our log");

        provider.makeUpAnswers(body -> {
            var proposal = Proposal.read(body.get("proposal"));
            var terms = proposal.terms();
            var others = new Terms(
                    terms.agreementId(),
                    terms.provider(),
                    terms.consumer(),
                    "urn:else",
                    terms.signedAt(),
                    terms.policyDigest());
            var payload = new SealPayload(
                    others,
                    providerSide(),
                    proposal.consumerSide(),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS));
            return Seal.begunWith(provider.keys.sign(Seal.TYPE, payload.bytes()))
                    .json();
        });
        assertThat(consumer.seals().await(agreement, Duration.ZERO).orElseThrow())
                .contains("datasetId");

        provider.makeUpAnswers(body -> {
            var proposal = Proposal.read(body.get("proposal"));
            var payload = new SealPayload(
                    proposal.terms(),
                    providerSide(),
                    proposal.consumerSide(),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS));
            return Seal.begunWith(stranger.keys.sign(Seal.TYPE, payload.bytes()))
                    .json();
        });
        assertThat(consumer.seals().await(agreement, Duration.ZERO).orElseThrow())
                .contains("not by " + provider.did);
        assertThat(consumer.keptSeals.find("a1").orElseThrow().complete()).isEmpty();
    }

    @Test
    void anIdThatIsNoDidHasNoLog() {
        assertThat(consumer.peers().keepsLog("parts")).contains(false);
    }
}
