// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** One P-256 key, named by its thumbprint (RFC 7638). Its {@code exp} is the end of its overlap once another replaced it. */
record SigningKey(ECKey key, JWSSigner signer) {

    static SigningKey generate(Instant now) {
        try {
            return of(new ECKeyGenerator(Curve.P_256)
                    .keyIDFromThumbprint(true)
                    .issueTime(Date.from(now))
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("no key could be made", e);
        }
    }

    static Optional<SigningKey> parse(byte[] bytes) {
        try {
            var key = ECKey.parse(new String(bytes, StandardCharsets.UTF_8));
            var ours = key.isPrivate() && Curve.P_256.equals(key.getCurve()) && key.getKeyID() != null;
            return ours && key.getIssueTime() != null ? Optional.of(of(key)) : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static SigningKey of(ECKey key) {
        try {
            return new SigningKey(key, Ecdsa.signer(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key cannot be used");
        }
    }

    SigningKey retiring(Instant now, Duration overlap) {
        return of(new ECKey.Builder(key)
                .expirationTime(Date.from(now.plus(overlap)))
                .build());
    }

    boolean isRetired() {
        return key.getExpirationTime() != null;
    }

    boolean isPublished(Instant now) {
        return !isRetired() || key.getExpirationTime().toInstant().isAfter(now);
    }

    byte[] bytes() {
        return key.toJSONString().getBytes(StandardCharsets.UTF_8);
    }

    String sign(String did, String type, JWTClaimsSet claims) {
        return signed(new SignedJWT(header(did, type), claims));
    }

    String sign(String did, String type, byte[] payload) {
        return signed(new JWSObject(header(did, type), new Payload(payload)));
    }

    private JWSHeader header(String did, String type) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type))
                .keyID(did + "#" + key.getKeyID())
                .build();
    }

    private String signed(JWSObject jws) {
        try {
            jws.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key cannot be used");
        }
        return jws.serialize();
    }

    @Override
    public String toString() {
        return "SigningKey[" + key.getKeyID() + "]";
    }
}
