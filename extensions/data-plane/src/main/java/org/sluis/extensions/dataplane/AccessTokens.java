// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Issues and verifies the tokens with which consumers fetch data: ES256 JWTs, valid for minutes, for one flow.
 *
 * <p>Strict: one algorithm, one key, one type, one issuer, one audience, and no header that could say otherwise.
 */
public final class AccessTokens {
    /** Longest life of a token. */
    public static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    private static final int LONGEST_TOKEN = 4096;
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
    private static final JOSEObjectType TYPE = new JOSEObjectType("sluis-access+jwt");
    private static final Set<String> HEADERS = Set.of("alg", "typ", "kid");
    private static final String AGREEMENT = "agreement";
    private static final String TRANSFER = "transfer";
    private static final String DATASET = "dataset";

    private final String issuer;
    private final String audience;
    private final Duration life;
    private final Clock clock;
    private final String keyId;
    private final JWSSigner signer;
    private final JWSVerifier verifier;
    private final VerifiedTokens verified = new VerifiedTokens();

    /** Tokens of {@code issuer}, for {@code audience}, each for {@code life}. */
    public static AccessTokens signedWith(
            AccessTokenKey key, String issuer, String audience, Duration life, Clock clock) {
        return new AccessTokens(key.key(), issuer, audience, life, clock);
    }

    /**
     * Uses one key for both directions.
     *
     * @param issuer our participant id
     * @param audience address of our data plane
     */
    AccessTokens(ECKey key, String issuer, String audience, Duration life, Clock clock) {
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException("a token's life is above zero and at most " + LONGEST_LIFE);
        }
        this.issuer = issuer;
        this.audience = audience;
        this.life = life;
        this.clock = clock;
        this.keyId = key.getKeyID();
        try {
            signer = new ECDSASigner(key);
            verifier = new ECDSAVerifier(key.toPublicJWK());
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the key is not a P-256 key", e);
        }
    }

    /** A new token for a transfer, ending after this issuer's life. */
    public Issued issue(DataPlane.Transfer transfer) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var expiresAt = now.plus(life);
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(transfer.consumer())
                .claim(AGREEMENT, transfer.agreement())
                .claim(TRANSFER, transfer.id())
                .claim(DATASET, transfer.dataset())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiresAt))
                .jwtID(UUID.randomUUID().toString())
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(keyId)
                .build();
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("the token could not be signed", e);
        }
        return new Issued(jwt.serialize(), expiresAt);
    }

    /**
     * Verifies a token as it arrived.
     *
     * @throws RefusedTokenException with a cause that may be told to anyone
     */
    public AccessToken verify(String compact) throws RefusedTokenException {
        if (compact.length() > LONGEST_TOKEN) {
            throw new RefusedTokenException("token-malformed", "the token is longer than " + LONGEST_TOKEN + " bytes");
        }
        var known = verified.find(compact);
        if (known.isPresent()) {
            requireUnexpired(known.get().expiresAt());
            return known.get();
        }
        var token = read(compact);
        verified.add(compact, token);
        return token;
    }

    private AccessToken read(String compact) throws RefusedTokenException {
        SignedJWT jwt;
        try {
            jwt = SignedJWT.parse(compact);
        } catch (ParseException | RuntimeException e) {
            throw new RefusedTokenException("token-malformed", "the token is not a signed JWT");
        }
        verifySignature(jwt);
        try {
            return verifyClaims(jwt.getJWTClaimsSet());
        } catch (ParseException e) {
            throw new RefusedTokenException("token-malformed", "a claim of the token has the wrong form");
        }
    }

    private void verifySignature(SignedJWT jwt) throws RefusedTokenException {
        var header = jwt.getHeader();
        var ours = JWSAlgorithm.ES256.equals(header.getAlgorithm())
                && TYPE.equals(header.getType())
                && keyId.equals(header.getKeyID())
                && header.toJSONObject().keySet().equals(HEADERS);
        boolean signed;
        try {
            signed = ours && jwt.verify(verifier);
        } catch (JOSEException | RuntimeException e) {
            signed = false;
        }
        if (!signed) {
            throw new RefusedTokenException("token-signature", "the token was not issued by this data plane");
        }
    }

    private AccessToken verifyClaims(JWTClaimsSet claims) throws RefusedTokenException, ParseException {
        if (!issuer.equals(claims.getIssuer()) || !List.of(audience).equals(claims.getAudience())) {
            throw new RefusedTokenException("token-audience", "the token was not issued for this data plane");
        }
        var issuedAt = required(claims.getIssueTime(), "iat").toInstant();
        var expiresAt = required(claims.getExpirationTime(), "exp").toInstant();
        var now = clock.instant();
        if (issuedAt.isAfter(now.plus(CLOCK_SKEW)) || expiresAt.isAfter(issuedAt.plus(LONGEST_LIFE))) {
            throw new RefusedTokenException("token-malformed", "the token's times do not hold");
        }
        requireUnexpired(expiresAt);
        return new AccessToken(
                required(claims.getJWTID(), "jti"),
                required(claims.getSubject(), "sub"),
                required(claims.getStringClaim(AGREEMENT), AGREEMENT),
                required(claims.getStringClaim(TRANSFER), TRANSFER),
                required(claims.getStringClaim(DATASET), DATASET),
                expiresAt);
    }

    private void requireUnexpired(Instant expiresAt) throws RefusedTokenException {
        if (!clock.instant().isBefore(expiresAt)) {
            throw new RefusedTokenException("token-expired", "the token expired at " + expiresAt);
        }
    }

    private static <T> T required(T claim, String name) throws RefusedTokenException {
        if (claim == null) {
            throw new RefusedTokenException("token-malformed", "the token has no claim " + name);
        }
        return claim;
    }

    /**
     * A token that was just issued.
     *
     * @param token a secret
     */
    public record Issued(String token, Instant expiresAt) {

        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Issued[expiresAt=" + expiresAt + "]";
        }
    }
}
