// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.policylog.evidence.Kill;
import org.sluis.extensions.policylog.evidence.LoggingFirm;
import org.sluis.extensions.policylog.evidence.PeerLogs.PeerException;
import org.sluis.extensions.policylog.evidence.Rfc8785;
import org.sluis.extensions.policylog.evidence.ShiftedClock;
import org.sluis.policies.log.reconcile.Match;
import org.sluis.policies.log.reconcile.Pairing;
import org.sluis.policies.log.reconcile.Reconciler;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.DeliveredBody;

/** Two firms, each on a port of its own, whose agreement is sealed, and a third. */
@Timeout(60)
class ReceiptsTest {

    private static final String PATH = "/exchange/receipts";
    private static final String TYPE = "transfer.receipt";

    private final ShiftedClock clock = new ShiftedClock();
    private final LoggingFirm provider = new LoggingFirm(clock);
    private final LoggingFirm consumer = new LoggingFirm(clock);
    private final LoggingFirm stranger = new LoggingFirm(clock);
    private final Agreement agreement = provider.agree(consumer, "a1");

    @BeforeEach
    void seal() {
        assertThat(consumer.seals().await(agreement, Duration.ofSeconds(5))).isEmpty();
        provider.transfers.put("p-a1", "c-a1");
    }

    @AfterEach
    void close() {
        provider.close();
        consumer.close();
        stranger.close();
    }

    private List<Pairing> receiptPairings() {
        return Reconciler.usual()
                .reconcile(
                        provider.events.bundle("a1", consumer.did.value(), "provider"),
                        consumer.events.bundle("a1", provider.did.value(), "consumer"))
                .pairings()
                .stream()
                .filter(pairing -> pairing.key().startsWith(TYPE))
                .toList();
    }

    private ReceiptPayload payload(DeliveredBody body) {
        return new ReceiptPayload(
                "a1",
                provider.did.value(),
                consumer.did.value(),
                agreement.dataset(),
                body.use(),
                "c-a1",
                "p-a1",
                body.bytes(),
                body.sha256(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                "1".repeat(64),
                UUID.randomUUID());
    }

    private String signed(ReceiptPayload payload) {
        return consumer.keys.sign(ReceiptPayload.TYPE, payload.json());
    }

    private JsonNode post(LoggingFirm from, String... receipts) throws PeerException {
        return from.peers()
                .post(provider.did, PATH, Rfc8785.write(Map.of("receipts", List.of(receipts))))
                .path("answers");
    }

    private int status(LoggingFirm from, String receipt) throws PeerException {
        return post(from, receipt).path(0).path("status").asInt();
    }

    private static ReceiptPayload with(ReceiptPayload p, String member, Object value) {
        return new ReceiptPayload(
                member.equals("agreementId") ? (String) value : p.agreementId(),
                member.equals("provider") ? (String) value : p.provider(),
                member.equals("consumer") ? (String) value : p.consumer(),
                member.equals("datasetId") ? (String) value : p.datasetId(),
                member.equals("useId") ? (UUID) value : p.useId(),
                member.equals("consumerPid") ? (String) value : p.consumerPid(),
                member.equals("providerPid") ? (String) value : p.providerPid(),
                p.bytes(),
                p.sha256(),
                member.equals("receivedAt") ? (Instant) value : p.receivedAt(),
                p.stream(),
                p.entry());
    }

    @Test
    void bothLogsTellTheSameOfWhatWasReceived() throws Exception {
        var body = provider.deliver(agreement, "some data");
        consumer.receive(agreement, body);
        assertThat(consumer.events.ofType(TYPE)).hasSize(1);
        assertThat(provider.events.ofType(TYPE)).as("not sent yet").isEmpty();

        consumer.receipts().work();

        assertThat(receiptPairings()).extracting(Pairing::match).containsExactly(Match.MATCHED);
        var entry = provider.events.ofType(TYPE).get(0);
        assertThat(entry.at("/data/bytes").asLong()).isEqualTo(9);
        assertThat(entry.at("/data/sha256").asText()).isEqualTo(LoggingFirm.digest("some data"));
        assertThat(entry.at("/corr/flowId").asText()).isEqualTo(body.use().toString());
        assertThat(entry.at("/corr/consumerPid").asText()).isEqualTo("c-a1");
        assertThat(entry.at("/corr/providerPid").asText()).isEqualTo("p-a1");
        assertThat(entry.path("role").asText()).isEqualTo("provider");
        assertThat(entry.has("decision")).isFalse();
        assertThat(provider.receipts().of("a1"))
                .isEqualTo(consumer.receipts().of("a1"))
                .hasSize(1);
        assertThat(entry.at("/receipt/sha256").asText())
                .isEqualTo(LoggingFirm.digest(provider.receipts().of("a1").get(0)));
        var said = ReceiptPayload.kept(provider.receipts().of("a1").get(0));
        assertThat(said.entry().toString())
                .isEqualTo(consumer.events.ofType(TYPE).get(0).path("id").asText());
        assertThat(provider.deliveries.find(body.use())).isEmpty();
        assertThat(consumer.receipts().undelivered()).isZero();
    }

    @Test
    void manyReceiptsGoTogether() throws Exception {
        for (var i = 0; i < 230; i++) {
            consumer.receive(agreement, provider.deliver(agreement, "data " + i));
        }

        consumer.receipts().work();

        assertThat(receiptPairings()).hasSize(230).extracting(Pairing::match).containsOnly(Match.MATCHED);
    }

    @Test
    void aConsumerWhoseLogCannotBeWrittenDoesNotPassTheBodyOn() throws Exception {
        var body = provider.deliver(agreement, "data");
        consumer.events.log.setAvailable(false);
        assertThatThrownBy(() -> consumer.receive(agreement, body)).isInstanceOf(RecordUnavailableException.class);
        consumer.receipts().work();
        assertThat(provider.events.ofType(TYPE))
                .as("nothing is sent that is not logged")
                .isEmpty();
        assertThat(consumer.receipts().of("a1")).isEmpty();

        consumer.events.log.setAvailable(true);
        consumer.receipts().work();

        assertThat(receiptPairings()).extracting(Pairing::match).containsExactly(Match.MATCHED);
    }

    @Test
    void aProviderThatIsAwayGetsItsReceiptsLaterAlsoAfterARestart() throws Exception {
        consumer.receive(agreement, provider.deliver(agreement, "one"));
        provider.down();
        consumer.receipts().work();
        consumer.receive(agreement, provider.deliver(agreement, "two"));
        assertThat(consumer.receipts().undelivered()).isEqualTo(2);
        assertThat(receiptPairings()).extracting(Pairing::match).containsOnly(Match.CONSUMER_ONLY);

        consumer.restart();
        provider.up();
        clock.move(Duration.ofSeconds(5));
        consumer.receipts().work();

        assertThat(receiptPairings()).extracting(Pairing::match).containsExactly(Match.MATCHED, Match.MATCHED);
        assertThat(consumer.receipts().undelivered()).isZero();
    }

    @Test
    void aProviderWhoseLogCannotBeWrittenTakesNoReceipt() throws Exception {
        consumer.receive(agreement, provider.deliver(agreement, "one"));
        provider.events.log.setAvailable(false);
        consumer.receipts().work();
        assertThat(consumer.receipts().undelivered()).isEqualTo(1);
        assertThat(provider.receipts().of("a1")).isEmpty();

        provider.events.log.setAvailable(true);
        clock.move(Duration.ofSeconds(5));
        consumer.receipts().work();

        assertThat(receiptPairings()).extracting(Pairing::match).containsExactly(Match.MATCHED);
    }

    @Test
    void aConsumerKilledAtAnyStepGoesOn() throws Exception {
        var killed = 0;
        for (; ; killed++) {
            var body = provider.deliver(agreement, "data " + killed);
            consumer.kill.at(killed);
            try {
                consumer.receive(agreement, body);
                consumer.receipts().work();
            } catch (Kill.Killed | RecordUnavailableException e) {
                assertThat(consumer.kill.happened()).isTrue();
            }
            if (!consumer.kill.happened()) {
                break;
            }
            consumer.restart();
            consumer.receipts().work();
            clock.move(Duration.ofSeconds(3));
            consumer.receipts().work();
        }
        consumer.kill.never();
        assertThat(killed).isGreaterThan(10);
        // killed before it kept the receipt, the body was not received: none is given
        assertThat(receiptPairings()).extracting(Pairing::match).containsOnly(Match.MATCHED);
        assertThat(receiptPairings()).hasSizeBetween(killed - 4, killed + 1);
        assertThat(consumer.receipts().undelivered()).isZero();
    }

    @Test
    void aProviderKilledAtAnyStepGoesOn() throws Exception {
        var killed = 0;
        for (; ; killed++) {
            consumer.receive(agreement, provider.deliver(agreement, "data " + killed));
            provider.kill.at(killed);
            consumer.receipts().work();
            if (!provider.kill.happened()) {
                break;
            }
            provider.restart();
            provider.receipts().work();
            clock.move(Duration.ofSeconds(3));
            consumer.receipts().work();
        }
        provider.kill.never();
        assertThat(killed).isGreaterThan(8);
        assertThat(receiptPairings())
                .hasSize(killed + 1)
                .extracting(Pairing::match)
                .containsOnly(Match.MATCHED);
        assertThat(consumer.receipts().undelivered()).isZero();
    }

    @Test
    void aReceiptThatComesAgainIsAnsweredAsTheFirstTime() throws Exception {
        var receipt = signed(payload(provider.deliver(agreement, "data")));

        assertThat(status(consumer, receipt)).isEqualTo(200);
        assertThat(status(consumer, receipt)).isEqualTo(200);
        var both = post(consumer, receipt, receipt);

        assertThat(both.findValuesAsText("status")).containsExactly("200", "200");
        assertThat(provider.events.ofType(TYPE)).hasSize(1);
    }

    @Test
    void anotherReceiptForTheSameUseIsRefusedAndLogged() throws Exception {
        var payload = payload(provider.deliver(agreement, "data"));
        assertThat(status(consumer, signed(payload))).isEqualTo(200);

        var other = with(payload, "receivedAt", payload.receivedAt().minusMillis(1));
        assertThat(status(consumer, signed(other))).isEqualTo(409);

        assertThat(provider.events.ofType(TYPE)).hasSize(1);
        assertThat(provider.events.ofType("request.refused"))
                .extracting(entry -> entry.at("/reasons/0/code").asText())
                .containsExactly("receipt-repeated");
    }

    @Test
    void aReceiptOfAnotherAgreementIsNotTakenForThisUse() throws Exception {
        var other = provider.agree(consumer, "a2");
        assertThat(consumer.seals().await(other, Duration.ofSeconds(5))).isEmpty();
        provider.transfers.put("p-a2", "c-a2");
        var body = provider.deliver(agreement, "data");

        assertThat(status(consumer, signed(with(payload(body), "agreementId", "a2"))))
                .isEqualTo(409);
        assertThat(status(consumer, signed(with(payload(body), "agreementId", "a3"))))
                .isEqualTo(404);
        assertThat(status(consumer, signed(with(payload(body), "useId", UUID.randomUUID()))))
                .isEqualTo(404);
        assertThat(provider.events.ofType(TYPE)).isEmpty();
    }

    @Test
    void aReceiptThatDoesNotFitIsRefusedByMember() throws Exception {
        var payload = payload(provider.deliver(agreement, "data"));
        var wrong = Map.of(
                "provider", stranger.did.value(),
                "consumer", stranger.did.value(),
                "datasetId", "urn:else",
                "consumerPid", "c-else",
                "providerPid", "p-else");
        for (var member : wrong.entrySet()) {
            var answer = post(consumer, signed(with(payload, member.getKey(), member.getValue())))
                    .path(0);
            assertThat(answer.path("status").asInt()).as(member.getKey()).isEqualTo(409);
            assertThat(answer.path("detail").asText()).contains(member.getKey());
        }
        for (var ahead : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            var late = with(payload, "receivedAt", payload.receivedAt().plus(ahead));
            assertThat(status(consumer, signed(late))).isEqualTo(409);
        }
        assertThat(status(consumer, signed(payload))).isEqualTo(200);
    }

    @Test
    void aReceiptThatTheConsumerDidNotSignIsRefused() throws Exception {
        var payload = payload(provider.deliver(agreement, "data"));
        var good = signed(payload);
        UnaryOperator<String> cut = text -> text.substring(0, text.length() - 6) + "AAAAAA";
        for (var bad : List.of(
                stranger.keys.sign(ReceiptPayload.TYPE, payload.json()),
                consumer.keys.sign("JWT", payload.json()),
                consumer.keys.sign(
                        ReceiptPayload.TYPE,
                        (" " + new String(payload.json(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)),
                cut.apply(good),
                "nonsense",
                "")) {
            assertThat(status(consumer, bad)).as(bad).isEqualTo(400);
        }
        assertThat(status(stranger, good)).as("sent by somebody else").isEqualTo(400);
        assertThat(status(stranger, stranger.keys.sign(ReceiptPayload.TYPE, payload.json())))
                .isEqualTo(403);
        assertThat(provider.events.ofType(TYPE)).isEmpty();
        assertThat(provider.events.ofType("request.refused")).isNotEmpty();
        assertThat(status(consumer, good)).isEqualTo(200);
    }

    @Test
    void aMessageThatIsNoneIsABadRequest() {
        for (var bad : List.of("{}", "{\"receipts\":[]}", "{\"receipts\":\"a\"}", "{\"receipts\":[7]}")) {
            assertThatThrownBy(() -> consumer.peers().post(provider.did, PATH, bad))
                    .isInstanceOf(PeerException.class)
                    .hasMessageContaining("HTTP 400");
        }
        var many = new ArrayList<String>();
        for (var i = 0; i <= ProviderReceipts.MOST; i++) {
            many.add("a");
        }
        assertThatThrownBy(() -> post(consumer, many.toArray(String[]::new))).hasMessageContaining("HTTP 400");
    }

    @Test
    void aProviderThatClaimsToHaveSentMoreIsSeen() throws Exception {
        var body = provider.deliver(agreement, "data");
        provider.deliveries.forget(body.use());
        provider.deliveries.delivered(List.of(new DeliveredBody(
                body.use(),
                "a1",
                body.consumer(),
                body.transfer(),
                body.dataset(),
                body.bytes() + 1_000,
                LoggingFirm.digest("data and more"),
                true,
                body.at())));
        consumer.receive(agreement, body);

        consumer.receipts().work();

        var entry = provider.events.ofType(TYPE).get(0);
        assertThat(entry.path("decision").asText()).isEqualTo("error");
        assertThat(entry.at("/reasons/0/code").asText()).isEqualTo("receipt-differs");
        assertThat(entry.at("/data/bytes").asLong()).isEqualTo(1_004);
        assertThat(receiptPairings()).hasSize(1);
        assertThat(receiptPairings().get(0).match()).isEqualTo(Match.DIFFERING);
        assertThat(receiptPairings().get(0).differences()).contains("/data/bytes", "/data/sha256", "/decision");
    }

    @Test
    void whatACrashTookFromTheProviderIsSaidToBeUnknown() throws Exception {
        var body = provider.deliver(agreement, "data");
        provider.deliveries.forget(body.use());
        consumer.receive(agreement, body);
        consumer.receipts().work();
        assertThat(provider.events.ofType(TYPE)).as("it may still be kept").isEmpty();
        assertThat(consumer.receipts().undelivered()).isEqualTo(1);

        clock.move(Duration.ofMinutes(3));
        consumer.receipts().work();

        var entry = provider.events.ofType(TYPE).get(0);
        assertThat(entry.at("/reasons/0/code").asText()).isEqualTo("sent-unknown");
        assertThat(entry.has("data")).isFalse();
        assertThat(receiptPairings()).extracting(Pairing::match).containsExactly(Match.DIFFERING);
    }

    @Test
    void aReceiptThatIsDeniedIsCountedAndAtLastLogged() throws Exception {
        var body = provider.deliver(agreement, "data");
        assertThat(provider.receipts().missing()).isZero();
        clock.move(Duration.ofHours(2));
        assertThat(provider.receipts().missing()).isEqualTo(1);
        provider.receipts().work();
        assertThat(provider.events.ofType(TYPE)).isEmpty();

        clock.move(Receipts.KEPT);
        provider.receipts().work();
        provider.receipts().work();

        assertThat(provider.receipts().missing()).isZero();
        var entry = provider.events.ofType(TYPE).get(0);
        assertThat(entry.at("/reasons/0/code").asText()).isEqualTo("receipt-missing");
        assertThat(entry.at("/data/bytes").asLong()).isEqualTo(4);
        assertThat(receiptPairings()).extracting(Pairing::match).containsExactly(Match.PROVIDER_ONLY);
        assertThat(status(consumer, signed(payload(body)))).as("too late").isEqualTo(410);
        assertThat(provider.events.ofType(TYPE)).hasSize(1);
    }

    @Test
    void aBodyThatWasCutIsForgottenWithoutAWord() throws Exception {
        var body = provider.deliver(agreement, "data");
        provider.deliveries.forget(body.use());
        provider.deliveries.delivered(List.of(new DeliveredBody(
                body.use(), "a1", body.consumer(), body.transfer(), "urn:dataset", 2, "0", false, body.at())));
        assertThat(provider.receipts().missing()).isZero();

        clock.move(Receipts.KEPT.plusHours(1));
        provider.receipts().work();

        assertThat(provider.events.ofType(TYPE)).isEmpty();
        assertThat(provider.deliveries.find(body.use())).isEmpty();
    }

    @Test
    void aUseThatIsGivenTwiceGetsOneReceiptAndIsLogged() throws Exception {
        var body = provider.deliver(agreement, "data");
        consumer.receive(agreement, body);
        clock.move(Duration.ofMillis(1));
        consumer.receive(agreement, body);
        consumer.receipts().work();

        assertThat(consumer.receipts().of("a1")).hasSize(1);
        assertThat(consumer.events.ofType("request.refused"))
                .extracting(entry -> entry.at("/reasons/0/code").asText())
                .containsExactly("use-repeated");
        assertThat(receiptPairings()).extracting(Pairing::match).containsExactly(Match.MATCHED);
    }

    @Test
    void noReceiptIsDueWithoutASeal() throws Exception {
        var other = provider.agree(consumer, "a2");
        var body = provider.deliver(other, "data");
        consumer.receive(other, body);
        consumer.receipts().work();

        assertThat(consumer.receipts().of("a2")).isEmpty();
        assertThat(consumer.events.ofType(TYPE)).isEmpty();
        assertThat(provider.deliveries.find(body.use())).isEmpty();
    }

    @Test
    void aReceiptThatTheProviderRefusesIsNotSentAgain() throws Exception {
        var body = provider.deliver(agreement, "data");
        assertThat(status(consumer, signed(payload(body)))).isEqualTo(200);
        consumer.receive(agreement, body);

        consumer.receipts().work();
        clock.move(Duration.ofHours(1));
        consumer.receipts().work();

        assertThat(consumer.receipts().undelivered()).isEqualTo(1);
        assertThat(consumer.given.due(clock.instant(), 10)).isEmpty();
        assertThat(receiptPairings()).extracting(Pairing::match).containsExactly(Match.DIFFERING);
    }
}
