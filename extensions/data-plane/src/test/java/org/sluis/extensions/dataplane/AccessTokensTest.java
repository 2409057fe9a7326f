// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.policies.testkit.SettableClock;

class AccessTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String ISSUER = "did:web:parts.example";
    private static final String AUDIENCE = "https://parts.example/data";
    private static final DataPlane.Transfer TRANSFER = new DataPlane.Transfer(
            "transfer-1", "agreement-1", "did:web:builder.example", "urn:d:1", new SourceAddress("T", Map.of()));

    private final SettableClock clock = new SettableClock(NOW);
    private final ECKey key = newKey();
    private final AccessTokens tokens = tokens(ISSUER, AUDIENCE);

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private AccessTokens tokens(String issuer, String audience) {
        return new AccessTokens(key, issuer, audience, Duration.ofMinutes(5), clock);
    }

    private void assertRefused(String token, String code) {
        assertThatExceptionOfType(RefusedTokenException.class)
                .isThrownBy(() -> tokens.verify(token))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("sluis-access+jwt"))
                .keyID(key.getKeyID());
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("did:web:builder.example")
                .claim("agreement", "agreement-1")
                .claim("transfer", "transfer-1")
                .claim("dataset", "urn:d:1")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(300)))
                .jwtID("1");
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws Exception {
        var jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private String signed(Consumer<JWTClaimsSet.Builder> change) throws Exception {
        var claims = claims();
        change.accept(claims);
        return signed(header().build(), claims.build(), new ECDSASigner(key));
    }

    @Test
    void verifiesWhatItIssued() throws Exception {
        var issued = tokens.issue(TRANSFER);

        var token = tokens.verify(issued.token());

        assertThat(token)
                .isEqualTo(new AccessToken(
                        token.id(),
                        "did:web:builder.example",
                        "agreement-1",
                        "transfer-1",
                        "urn:d:1",
                        NOW.plusSeconds(300)));
        assertThat(issued.expiresAt()).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void theBaselineOfTheAttacksBelowIsAccepted() throws Exception {
        assertThat(tokens.verify(signed(claims -> {})).transfer()).isEqualTo("transfer-1");
    }

    @Test
    void refusesATokenFromTheMomentItExpires() {
        var issued = tokens.issue(TRANSFER);
        clock.set(NOW.plusSeconds(300));

        assertRefused(issued.token(), "token-expired");
    }

    @Test
    void refusesATokenThatItVerifiedBeforeFromTheMomentItExpires() throws Exception {
        var token = tokens.issue(TRANSFER).token();
        tokens.verify(token);
        assertThat(tokens.verify(token).transfer()).isEqualTo(TRANSFER.id());

        clock.set(NOW.plusSeconds(300));

        assertRefused(token, "token-expired");
    }

    @Test
    void refusesAnotherSignatureThanTheOneItVerifiedBefore() throws Exception {
        var token = tokens.issue(TRANSFER).token();
        tokens.verify(token);
        var end = token.lastIndexOf('.') + 1;

        assertRefused(token.substring(0, end) + "A".repeat(token.length() - end), "token-signature");
    }

    @Test
    void refusesATokenWithoutSignature() {
        assertRefused(new PlainJWT(claims().build()).serialize(), "token-malformed");
    }

    @Test
    void refusesAlgorithmNoneInASignedForm() throws Exception {
        var parts = signed(claims -> {}).split("\\.", -1);
        var header = "{\"alg\":\"none\",\"typ\":\"sluis-access+jwt\",\"kid\":\"" + key.getKeyID() + "\"}";
        var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));

        assertRefused(encoded + "." + parts[1] + ".", "token-malformed");
        assertRefused(encoded + "." + parts[1] + "." + parts[2], "token-malformed");
    }

    @Test
    void refusesASymmetricSignatureMadeWithThePublicKey() throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("sluis-access+jwt"))
                .keyID(key.getKeyID())
                .build();
        var secret = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);

        assertRefused(signed(header, claims().build(), new MACSigner(secret)), "token-signature");
    }

    @Test
    void refusesAnotherKeyUnderOurKeyId() throws Exception {
        assertRefused(signed(header().build(), claims().build(), new ECDSASigner(newKey())), "token-signature");
    }

    @Test
    void refusesAKeyThatTheTokenBringsAlong() throws Exception {
        var theirs = newKey();
        var withKey = header().jwk(theirs.toPublicJWK()).build();
        var withAddress = header().jwkURL(URI.create("http://127.0.0.1:1/k")).build();

        assertRefused(signed(withKey, claims().build(), new ECDSASigner(theirs)), "token-signature");
        assertRefused(signed(withKey, claims().build(), new ECDSASigner(key)), "token-signature");
        assertRefused(signed(withAddress, claims().build(), new ECDSASigner(key)), "token-signature");
    }

    @Test
    void refusesAnotherTypeOfTokenSignedWithOurKey() throws Exception {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();

        assertRefused(signed(header, claims().build(), new ECDSASigner(key)), "token-signature");
    }

    @Test
    void refusesAnotherKeyId() throws Exception {
        var header = header().keyID("../../etc/passwd").build();

        assertRefused(signed(header, claims().build(), new ECDSASigner(key)), "token-signature");
    }

    @Test
    void refusesAChangedClaim() {
        var parts = tokens.issue(TRANSFER).token().split("\\.", -1);
        var changed = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("transfer-1", "transfer-2");
        var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(changed.getBytes(StandardCharsets.UTF_8));

        assertRefused(parts[0] + "." + encoded + "." + parts[2], "token-signature");
    }

    @Test
    void refusesAnotherIssuerAndAnotherAudience() {
        assertRefused(tokens("did:web:other.example", AUDIENCE).issue(TRANSFER).token(), "token-audience");
        assertRefused(
                tokens(ISSUER, "https://other.example/data").issue(TRANSFER).token(), "token-audience");
    }

    @Test
    void refusesASecondAudience() throws Exception {
        var two = signed(claims -> claims.audience(List.of(AUDIENCE, "https://other.example/data")));

        assertRefused(two, "token-audience");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "agreement", "transfer", "dataset", "iat", "exp", "jti"})
    void refusesATokenWithoutAClaim(String claim) throws Exception {
        assertRefused(signed(claims -> claims.claim(claim, null)), "token-malformed");
    }

    @Test
    void refusesALifeLongerThanTenMinutesEvenWhenSigned() throws Exception {
        assertRefused(signed(claims -> claims.expirationTime(Date.from(NOW.plusSeconds(601)))), "token-malformed");
        assertRefused(signed(claims -> claims.issueTime(Date.from(NOW.plusSeconds(60)))), "token-malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "....", "eyJ9.eyJ9.AA", "\u0000", "{}"})
    void refusesWhatIsNoTokenAtAll(String text) {
        assertRefused(text, "token-malformed");
    }

    @Test
    void refusesAnOverlongTokenUnread() {
        assertRefused("a".repeat(100_000), "token-malformed");
    }

    @Test
    void doesNotPrintTheToken() {
        var issued = tokens.issue(TRANSFER);

        assertThat(issued.toString()).doesNotContain(issued.token());
    }
}
