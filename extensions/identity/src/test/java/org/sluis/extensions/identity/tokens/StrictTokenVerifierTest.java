// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.identity.CountedOutbound;
import org.sluis.extensions.identity.MovableClock;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.OutboundDidDocuments;
import org.sluis.extensions.identity.did.OutboundDidDocuments.Leniency;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;

class StrictTokenVerifierTest {

    private static final Did SELF = new Did("did:web:parts.example");
    private static final String PEER = "did:web:builder.example";

    private final MovableClock clock = new MovableClock();
    private final CountedOutbound web = new CountedOutbound();
    private final OutboundDidDocuments documents =
            new OutboundDidDocuments(web, clock, new Leniency(false, did -> false));
    private final UsedTokens used = new InMemoryUsedTokens(clock);
    private final StrictTokenVerifier verifier = new StrictTokenVerifier(SELF, documents, used, clock);
    private ECKey key;

    @BeforeEach
    void publish() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
        publish(PEER, key, "\"#key-1\"");
    }

    private void publish(String did, ECKey published, String authentication) {
        web.put("https://" + new Did(did).authority() + "/.well-known/did.json", "application/json", """
                {"id": "%s", "authentication": [%s], "verificationMethod":
                  [{"id": "#%s", "type": "JsonWebKey2020", "controller": "%s", "publicKeyJwk": %s}]}
                """.formatted(
                        did,
                        authentication,
                        published.getKeyID(),
                        did,
                        published.toPublicJWK().toJSONString()));
    }

    private Map<String, Object> claims() {
        var now = clock.instant().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", PEER);
        claims.put("sub", PEER);
        claims.put("aud", SELF.value());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now);
        claims.put("exp", now + 300);
        return claims;
    }

    private String token(Consumer<Map<String, Object>> change) {
        var claims = claims();
        change.accept(claims);
        return sign(PEER + "#key-1", claims);
    }

    private String sign(String keyId, Map<String, Object> claims) {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(keyId)
                .build();
        try {
            return sign(header, claims, new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(JWSHeader header, Map<String, Object> claims, JWSSigner signer) {
        var jws = new JWSObject(header, new Payload(claims));
        try {
            jws.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jws.serialize();
    }

    private void refuses(String token, String check) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOf(RefusedTokenException.class)
                .hasMessageContaining(check)
                .hasMessageNotContaining("eyJ");
    }

    /** INVARIANT of the order of checks: what is not well-formed and for us makes us ask nobody. */
    private void refusesWithoutAsking(String token, String check) {
        refuses(token, check);
        assertThat(web.asked()).isEmpty();
    }

    @Test
    void acceptsATokenOfItsIssuer() throws RefusedTokenException {
        var verified = verifier.verify(token(claims -> claims.put("token", "inner")));

        assertThat(verified.issuer()).isEqualTo(new Did(PEER));
        assertThat(verified.claims().getClaim("token")).isEqualTo("inner");
        assertThat(web.asked()).hasSize(1);
    }

    @Test
    void acceptsOurOwnTokensAtTheirAudience() throws RefusedTokenException {
        var peer = Party.of("maker.example").publishedOn(web);

        var verified = verifier.verify(new SelfIssuedTokens(peer.did(), peer.keys(), clock).to(SELF));

        assertThat(verified.issuer()).isEqualTo(peer.did());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "did:web:builder.example.evil.example",
                "did:web:builderXexample",
                "did:web:evil.example",
                "did:web:builder.example:x",
                "did:web:BUILDER.example"
            })
    void refusesAKeyOfALookAlikeHost(String signer) {
        refusesWithoutAsking(sign(signer + "#key-1", claims()), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "did:web:.*",
                "did:web:b[a-z]+.example",
                "did:web:builder.example#key-1",
                "did:key:z6Mk",
                "",
                ".*"
            })
    void refusesPatternsAsIssuer(String issuer) {
        refusesWithoutAsking(
                token(claims -> {
                    claims.put("iss", issuer);
                    claims.put("sub", issuer);
                }),
                "issuer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"#key-1", "key-1", "did:web:builder.example", "did:web:builder.example#", "#", "did:web:.*#key-1"
            })
    void refusesAKeyIdThatDoesNotNameTheIssuer(String keyId) {
        refusesWithoutAsking(sign(keyId, claims()), "key id");
    }

    @Test
    void refusesAMissingKeyId() throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .build();

        refusesWithoutAsking(sign(header, claims(), new ECDSASigner(key)), "key id");
    }

    @Test
    void refusesAnotherSubject() {
        refusesWithoutAsking(token(claims -> claims.put("sub", "did:web:evil.example")), "subject");
        refusesWithoutAsking(token(claims -> claims.remove("sub")), "subject");
    }

    @Test
    void refusesAnyAudienceButUsAlone() {
        refusesWithoutAsking(token(claims -> claims.put("aud", "did:web:evil.example")), "audience");
        refusesWithoutAsking(token(claims -> claims.put("aud", SELF.value() + "/")), "audience");
        refusesWithoutAsking(token(claims -> claims.put("aud", List.of(SELF.value()))), "audience");
        refusesWithoutAsking(token(claims -> claims.put("aud", List.of(SELF.value(), PEER))), "audience");
        refusesWithoutAsking(token(claims -> claims.remove("aud")), "audience");
    }

    @Test
    void refusesNoneAndSharedSecrets() throws JOSEException {
        var none = Base64URL.encode("{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"" + PEER + "#key-1\"}") + "."
                + Base64URL.encode(new Payload(claims()).toString()) + ".";
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSEObjectType.JWT)
                .keyID(PEER + "#key-1")
                .build();

        refusesWithoutAsking(none, "form");
        refusesWithoutAsking(
                sign(header, claims(), new MACSigner(key.toPublicJWK().toJSONString())), "algorithm");
    }

    @Test
    void refusesOtherTypesAndCriticalHeaders() throws JOSEException {
        var signer = new ECDSASigner(key);
        var type = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("vc+jwt"))
                .keyID(PEER + "#key-1")
                .build();
        var critical = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(PEER + "#key-1")
                .criticalParams(java.util.Set.of("b64x"))
                .customParam("b64x", true)
                .build();

        refusesWithoutAsking(sign(type, claims(), signer), "type");
        refusesWithoutAsking(sign(critical, claims(), signer), "form");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "..", "eyJhbGciOiJFUzI1NiJ9..", "Bearer x"})
    void refusesWhatIsNoToken(String text) {
        refusesWithoutAsking(text, "form");
    }

    @Test
    void refusesAnOversizedToken() {
        refusesWithoutAsking(token(claims -> claims.put("x", "y".repeat(16 * 1024))), "size");
    }

    @Test
    void refusesMissingAndMalformedTimes() {
        refusesWithoutAsking(token(claims -> claims.remove("exp")), "expiry");
        refusesWithoutAsking(token(claims -> claims.remove("iat")), "time of issue");
        refusesWithoutAsking(token(claims -> claims.put("exp", "tomorrow")), "exp");
        refusesWithoutAsking(token(claims -> claims.put("exp", 1e300)), "exp");
        refusesWithoutAsking(token(claims -> claims.put("nbf", -1)), "nbf");
    }

    @Test
    void refusesALongLife() {
        var now = clock.instant().getEpochSecond();

        refusesWithoutAsking(token(claims -> claims.put("exp", now + 365 * 86_400)), "lifetime");
        refusesWithoutAsking(token(claims -> claims.put("exp", now + 631)), "lifetime");
    }

    @Test
    void toleratesThirtySecondsBetweenClocksAndNotMore() throws RefusedTokenException {
        var now = clock.instant().getEpochSecond();

        verifier.verify(token(claims -> claims.put("exp", now - 29)));
        verifier.verify(token(claims -> claims.put("iat", now + 30)));
        verifier.verify(token(claims -> claims.put("nbf", now + 30)));

        refuses(token(claims -> claims.put("exp", now - 30)), "expiry");
        refuses(token(claims -> claims.put("iat", now + 31)), "time of issue");
        refuses(token(claims -> claims.put("nbf", now + 31)), "start");
    }

    @Test
    void refusesMissingAndOverlongIds() {
        refusesWithoutAsking(token(claims -> claims.remove("jti")), "jti");
        refusesWithoutAsking(token(claims -> claims.put("jti", "")), "jti");
        refusesWithoutAsking(token(claims -> claims.put("jti", 7)), "jti");
        refusesWithoutAsking(token(claims -> claims.put("jti", "j".repeat(257))), "jti");
    }

    @Test
    void refusesAForgedSignatureAndLeavesTheIdUnused() throws RefusedTokenException, JOSEException {
        var good = token(claims -> {});
        var other = new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
        var forged = good.substring(0, good.lastIndexOf('.') + 1)
                + sign(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("x").build(), claims(), new ECDSASigner(other))
                        .replaceFirst(".*\\.", "");

        refuses(forged, "signature");

        assertThat(verifier.verify(good).issuer().value()).isEqualTo(PEER);
    }

    @Test
    void refusesAnAlgorithmOfAnotherCurve() throws JOSEException {
        var larger = new ECKeyGenerator(Curve.P_384).keyID("key-1").generate();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID(PEER + "#key-1").build();

        refuses(sign(header, claims(), new ECDSASigner(larger)), "signature");
    }

    @Test
    void refusesAKeyThatMayNotAuthenticate() {
        publish(PEER, key, "\"#another\"");

        refuses(token(claims -> {}), "authentication");
    }

    @Test
    void refusesWhenTheDocumentCannotBeHadAndAsksOnce() {
        web.remove("https://builder.example/.well-known/did.json");

        refuses(token(claims -> {}), "does not answer");
        refuses(token(claims -> {}), "does not answer");

        assertThat(web.asked()).hasSize(1);
    }

    @Test
    void asksOnceMoreAfterARotation() throws RefusedTokenException, JOSEException {
        verifier.verify(token(claims -> {}));
        key = new ECKeyGenerator(Curve.P_256).keyID("key-2").generate();
        publish(PEER, key, "\"#key-2\"");
        clock.move(java.time.Duration.ofSeconds(11));

        verifier.verify(sign(PEER + "#key-2", claims()));

        assertThat(web.asked()).hasSize(2);
    }

    @Test
    void asksNotForEveryUnknownKey() throws RefusedTokenException {
        verifier.verify(token(claims -> {}));

        for (int i = 0; i < 20; i++) {
            refuses(sign(PEER + "#made-up-" + i, claims()), "authentication");
        }

        assertThat(web.asked()).hasSize(1);
    }

    @Test
    void acceptsATokenOnce() throws RefusedTokenException {
        var token = token(claims -> {});
        verifier.verify(token);

        refuses(token, "used before");
    }

    @Test
    void acceptsOneOfFiftyAtOnceOnTwoReplicas() throws Exception {
        var replicas = List.of(verifier, new StrictTokenVerifier(SELF, documents, used, clock));
        var token = token(claims -> {});
        var pool = Executors.newFixedThreadPool(50);
        try {
            var tries = java.util.stream.IntStream.range(0, 50)
                    .<Callable<Boolean>>mapToObj(i -> () -> accepts(replicas.get(i % 2), token))
                    .toList();

            var results = pool.invokeAll(tries);

            assertThat(results.stream().filter(StrictTokenVerifierTest::get)).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }

    private static boolean accepts(TokenVerifier verifier, String token) {
        try {
            verifier.verify(token);
            return true;
        } catch (RefusedTokenException e) {
            return false;
        }
    }

    private static boolean get(Future<Boolean> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesWhenUsesCannotBeRemembered() {
        var broken = new StrictTokenVerifier(
                SELF,
                documents,
                (issuer, id, expiry) -> {
                    throw new IllegalStateException("no database");
                },
                clock);

        assertThatThrownBy(() -> broken.verify(token(claims -> {})))
                .isInstanceOf(RefusedTokenException.class)
                .hasMessageContaining("unknown");
    }
}
