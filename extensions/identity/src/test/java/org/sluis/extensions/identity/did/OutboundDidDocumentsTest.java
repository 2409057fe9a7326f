// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.identity.CountedOutbound;
import org.sluis.extensions.identity.MovableClock;
import org.sluis.extensions.identity.did.DidDocument.Relationship;
import org.sluis.extensions.identity.did.DidDocumentCopies.Received;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;
import org.sluis.extensions.identity.did.OutboundDidDocuments.Leniency;
import org.sluis.extensions.identity.keys.InMemorySigningKeys;
import org.sluis.extensions.identity.tokens.Party;
import org.sluis.extensions.web.AddressPolicy;
import org.sluis.extensions.web.BoundedOutbound;
import org.sluis.extensions.web.GuardedDns;
import org.sluis.extensions.web.Outbound.Answer;
import org.sluis.extensions.web.Trust;

class OutboundDidDocumentsTest {

    private static final Did DID = new Did("did:web:builder.example");
    private static final String ADDRESS = "https://builder.example/.well-known/did.json";
    private static final ECKey KEY = key();

    private final MovableClock clock = new MovableClock();
    private final CountedOutbound web = new CountedOutbound();
    private final DidDocumentCopies copies = new InMemoryDidDocumentCopies();
    private final OutboundDidDocuments documents =
            new OutboundDidDocuments(web, clock, new Leniency(false, did -> false));

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String method(String id, String type, String controller, String jwk) {
        return "{\"id\":\"%s\",\"type\":\"%s\",\"controller\":\"%s\",\"publicKeyJwk\":%s}"
                .formatted(id, type, controller, jwk);
    }

    private static String document(String id, String methods, String rest) {
        return "{\"id\":\"%s\",\"verificationMethod\":[%s]%s}".formatted(id, methods, rest);
    }

    private static String good() {
        return method("#k", "JsonWebKey2020", DID.value(), KEY.toPublicJWK().toJSONString());
    }

    private DidDocument resolved(String document) throws UnresolvableDidException {
        web.put(ADDRESS, "application/did+json", document);
        return documents.resolve(DID);
    }

    private void refuses(String document, String why) {
        assertThatThrownBy(() -> resolved(document)).hasMessageContaining(why);
    }

    @Test
    void readsWhatWePublish() throws UnresolvableDidException {
        var party = Party.of("builder.example").publishedOn(web);

        var document = documents.resolve(DID);

        var id = DID + "#" + party.keys().published().get(0).getKeyID();
        assertThat(document.key(id, Relationship.AUTHENTICATION)).isPresent();
        assertThat(document.key(id, Relationship.ASSERTION_METHOD)).isPresent();
        assertThat(document.service(DidDocument.CREDENTIAL_SERVICE))
                .contains(URI.create("https://builder.example/credentials"));
    }

    @Test
    void readsOtherKeysOfOursThatMayNotSpeakForUs() throws UnresolvableDidException {
        var keys = new InMemorySigningKeys(DID);
        var log = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(new byte[32]))
                .keyID("policy-log-1")
                .build();
        var text = new OwnDidDocument(DID, keys, List::of, () -> List.of(log))
                .json()
                .toString();

        var document = resolved(text);

        var own = DID + "#" + keys.published().get(0).getKeyID();
        assertThat(document.keys()).containsOnlyKeys(own, DID + "#policy-log-1");
        assertThat(document.authentication()).containsExactly(own);
        assertThat(document.assertionMethod()).containsExactly(own);
        assertThat(document.key(DID + "#policy-log-1", Relationship.AUTHENTICATION))
                .isEmpty();
        assertThat(document.key(DID + "#policy-log-1", Relationship.ASSERTION_METHOD))
                .isEmpty();
        assertThat(document.text()).isEqualTo(text);
    }

    @Test
    void passesOverKeysOfAnUnknownKind() throws UnresolvableDidException {
        var unknown =
                method("#u", "JsonWebKey2020", DID.value(), "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AAAA\"}");
        var montgomery = method("#x", "JsonWebKey", DID.value(), "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AAAA\"}");

        var document = resolved(document(
                DID.value(), unknown + "," + good() + "," + montgomery, ",\"authentication\":[\"#u\",\"#k\",\"#x\"]"));

        assertThat(document.keys()).containsOnlyKeys(DID + "#k");
        assertThat(document.key(DID + "#k", Relationship.AUTHENTICATION)).isPresent();
        assertThat(document.key(DID + "#u", Relationship.AUTHENTICATION)).isEmpty();
    }

    @Test
    void keepsNoTextOfALongDocument() throws UnresolvableDidException {
        var document = resolved(document(DID.value(), good(), ",\"x\":\"" + "x".repeat(16_384) + "\""));

        assertThat(document.keys()).hasSize(1);
        assertThat(document.text()).isEmpty();
    }

    @Test
    void letsAKeyBeUsedOnlyForWhatTheDocumentSays() throws UnresolvableDidException {
        var document = resolved(document(DID.value(), good(), ",\"authentication\":[\"#k\"]"));

        assertThat(document.key(DID + "#k", Relationship.AUTHENTICATION)).isPresent();
        assertThat(document.key(DID + "#k", Relationship.ASSERTION_METHOD)).isEmpty();
        assertThat(document.key("#k", Relationship.AUTHENTICATION)).isEmpty();
    }

    @Test
    void letsNoKeyBeUsedWhenNoRelationshipIsNamed() throws UnresolvableDidException {
        var document = resolved(document(DID.value(), good(), ""));

        assertThat(document.key(DID + "#k", Relationship.AUTHENTICATION)).isEmpty();
    }

    @Test
    void letsEveryKeyBeUsedOfAPeerThatIsNamedForItAndNamesNoRelationship() throws UnresolvableDidException {
        web.put(ADDRESS, "", document(DID.value(), good(), ""));
        var lenient = new OutboundDidDocuments(web, clock, new Leniency(false, DID::equals));

        assertThat(lenient.resolve(DID).key(DID + "#k", Relationship.ASSERTION_METHOD))
                .isPresent();
    }

    @Test
    void refusesTheDocumentOfAnotherDid() {
        refuses(document("did:web:evil.example", good(), ""), "its id is not that DID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "<html>",
                "{\"id\":\"did:web:builder.example\",\"id\":\"did:web:builder.example\"}"
            })
    void refusesWhatIsNoDocument(String text) {
        refuses(text, "DID");
    }

    @Test
    void refusesAKeyIdThatOccursTwice() {
        refuses(document(DID.value(), good() + "," + good(), ""), "twice");
    }

    @Test
    void refusesTooManyKeys() {
        var many = String.join(
                ",",
                IntStream.range(0, 65)
                        .mapToObj(i -> good().replace("#k", "#k" + i))
                        .toList());

        refuses(document(DID.value(), many, ""), "at most");
    }

    @Test
    void leavesOutKeysThatItDoesNotTake() throws UnresolvableDidException, JOSEException {
        var jwk = KEY.toPublicJWK().toJSONString();
        var methods = String.join(
                ",",
                method("#private", "JsonWebKey2020", DID.value(), KEY.toJSONString()),
                method("#foreign", "JsonWebKey2020", "did:web:evil.example", jwk),
                method("#type", "Ed25519VerificationKey2020", DID.value(), jwk),
                method("did:web:evil.example#k", "JsonWebKey2020", DID.value(), jwk),
                method(
                        "#k1",
                        "JsonWebKey2020",
                        DID.value(),
                        new ECKeyGenerator(Curve.P_521).generate().toPublicJWK().toJSONString()),
                method("#encrypt", "JsonWebKey2020", DID.value(), jwk.replace("{", "{\"use\":\"enc\",")),
                method("#broken", "JsonWebKey2020", DID.value(), "{\"kty\":\"EC\"}"));

        assertThat(resolved(document(DID.value(), methods, "")).keys()).isEmpty();
    }

    @Test
    void asksOnceInFiveMinutes() throws UnresolvableDidException {
        resolved(document(DID.value(), good(), ""));
        clock.move(Duration.ofSeconds(299));
        documents.resolve(DID);
        assertThat(web.asked()).hasSize(1);

        clock.move(Duration.ofSeconds(1));
        documents.resolve(DID);

        assertThat(web.asked()).hasSize(2);
    }

    @Test
    void asksADeadHostOnceInFiveSeconds() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> documents.resolve(DID)).hasMessageContaining("does not answer");
        }
        assertThat(web.asked()).hasSize(1);

        clock.move(Duration.ofSeconds(5));
        assertThatThrownBy(() -> documents.resolve(DID)).isInstanceOf(UnresolvableDidException.class);

        assertThat(web.asked()).hasSize(2);
    }

    /** As a replica or after a restart: with nothing in memory. */
    private OutboundDidDocuments process(Predicate<Did> trusted) {
        return new OutboundDidDocuments(
                web,
                clock,
                new Leniency(false, did -> false),
                new LastKnownDocuments(copies, trusted, Duration.ofHours(24), clock));
    }

    private void fetchedByAnEarlierProcess(Predicate<Did> trusted) throws UnresolvableDidException {
        web.put(ADDRESS, "application/did+json", document(DID.value(), good(), ""));
        process(trusted).resolve(DID);
    }

    @Test
    void takesTheLastKnownDocumentOfATrustedIssuerWhoseHostDoesNotAnswerUpToItsGreatestAge() throws Exception {
        fetchedByAnEarlierProcess(DID::equals);
        var documents = process(DID::equals);
        web.remove(ADDRESS);

        clock.move(Duration.ofHours(24).minusSeconds(1));
        assertThat(documents.resolve(DID).keys()).containsKey(DID + "#k");

        clock.move(Duration.ofSeconds(1));
        assertThatThrownBy(() -> documents.resolve(DID)).hasMessageContaining("does not answer");
    }

    @Test
    void takesItTooWhenAProxySaysThatNobodyIsBehindIt() throws Exception {
        fetchedByAnEarlierProcess(DID::equals);
        web.answer(ADDRESS, request -> new Answer(503, "", "", Map.of()));

        assertThat(process(DID::equals).resolve(DID).keys()).containsKey(DID + "#k");
    }

    @Test
    void asksAHostThatWasAwayAgainAfterHalfAMinute() throws Exception {
        fetchedByAnEarlierProcess(DID::equals);
        var documents = process(DID::equals);
        web.remove(ADDRESS);
        documents.resolve(DID);
        web.put(ADDRESS, "", document(DID.value(), "", ""));
        assertThat(documents.resolve(DID).keys()).isNotEmpty();

        clock.move(Duration.ofSeconds(30));

        assertThat(documents.resolve(DID).keys()).isEmpty();
    }

    @Test
    void hasNoLastKnownDocumentOfAnybodyElse() throws Exception {
        fetchedByAnEarlierProcess(did -> false);
        web.remove(ADDRESS);

        assertThatThrownBy(() -> process(DID::equals).resolve(DID)).isInstanceOf(UnresolvableDidException.class);
    }

    @Test
    void hasNoLastKnownDocumentOfAnIssuerThatIsTrustedNoLonger() throws Exception {
        fetchedByAnEarlierProcess(DID::equals);
        web.remove(ADDRESS);

        assertThatThrownBy(() -> process(did -> false).resolve(DID)).isInstanceOf(UnresolvableDidException.class);
    }

    @Test
    void believesAHostThatAnswersWithSomethingElse() throws Exception {
        fetchedByAnEarlierProcess(DID::equals);

        for (var other : List.of(
                new Answer(404, "", "", Map.of()),
                new Answer(410, "", "", Map.of()),
                new Answer(200, "", document("did:web:evil.example", good(), ""), Map.of()),
                new Answer(200, "", "moved", Map.of()))) {
            web.answer(ADDRESS, request -> other);
            assertThatThrownBy(() -> process(DID::equals).resolve(DID))
                    .as(other.toString())
                    .isInstanceOf(UnresolvableDidException.class);
        }
    }

    @Test
    void takesNothingElseFromItsOwnStore() throws Exception {
        fetchedByAnEarlierProcess(DID::equals);
        copies.save(DID, new Received(document("did:web:evil.example", good(), ""), clock.instant()));
        web.remove(ADDRESS);

        assertThatThrownBy(() -> process(DID::equals).resolve(DID)).isInstanceOf(UnresolvableDidException.class);
    }

    @Test
    void tellsWhatIsKnownWithoutAsking() throws Exception {
        fetchedByAnEarlierProcess(DID::equals);
        var asked = web.asked().size();

        assertThat(process(DID::equals).known().resolve(DID).id()).isEqualTo(DID);

        assertThatThrownBy(() -> process(did -> false).known().resolve(DID)).hasMessageContaining("not known here");
        assertThat(web.asked()).hasSize(asked);
    }

    @Test
    void asksOnceForAllWhoAskAtTheSameTime() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        web.answer(ADDRESS, request -> {
            asked.countDown();
            await(answer);
            return new Answer(200, "", document(DID.value(), good(), ""), Map.of());
        });
        var pool = Executors.newFixedThreadPool(20);
        try {
            var all = IntStream.range(0, 20)
                    .mapToObj(i -> pool.submit((Callable<DidDocument>) () -> documents.resolve(DID)))
                    .toList();
            await(asked);
            Thread.sleep(50);
            answer.countDown();
            for (var one : all) {
                assertThat(one.get(5, TimeUnit.SECONDS).id()).isEqualTo(DID);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(web.asked()).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "did:web:builder.example, false, https://builder.example/.well-known/did.json",
        "did:web:builder.example%3A8443:maker:one, true, https://builder.example:8443/maker/one/did.json",
        "did:web:localhost%3A18282, true, http://localhost:18282/.well-known/did.json",
        "did:web:localhost%3A18282, false, https://localhost:18282/.well-known/did.json",
        "did:web:127.0.0.1%3A8282, true, http://127.0.0.1:8282/.well-known/did.json",
        "did:web:127.0.0.1.evil.example, true, https://127.0.0.1.evil.example/.well-known/did.json",
        "did:web:localhost.evil.example, true, https://localhost.evil.example/.well-known/did.json",
    })
    void asksWithoutTlsOnThisMachineOnlyAndOnlyIfAllowed(String did, boolean allowed, String address) {
        assertThat(DidAddresses.of(new Did(did), allowed)).hasToString(address);
    }

    @Test
    void neverReachesThisMachineUnlessItIsAllowed() throws IOException {
        var outbound = BoundedOutbound.of(GuardedDns.system(new AddressPolicy(Set.of(), false)), Trust.system());
        var guarded = new OutboundDidDocuments(outbound, clock, new Leniency(true, did -> false));
        try (var canary = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            canary.setSoTimeout(300);
            for (var host : List.of("localhost", "127.0.0.1", "127.0.0.2")) {
                var did = new Did("did:web:" + host + "%3A" + canary.getLocalPort());
                assertThatThrownBy(() -> guarded.resolve(did)).isInstanceOf(UnresolvableDidException.class);
            }
            assertThatThrownBy(canary::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
