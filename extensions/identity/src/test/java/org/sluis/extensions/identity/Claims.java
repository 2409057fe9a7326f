// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.Party;

/** What issuers and holders sign, with room for a change that makes it wrong. */
public record Claims(Clock clock) {

    /** A change of claims that are JSON objects. */
    public interface Change extends Consumer<Map<String, Object>> {}

    public static final Change NONE = claims -> {};

    private long now() {
        return clock.instant().getEpochSecond();
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> inside(Map<String, Object> claims, String name) {
        return (Map<String, Object>) claims.get(name);
    }

    /** VC 1.1 as a JWT. */
    public Map<String, Object> credential(Did issuer, Did holder, List<String> types) {
        var subject = new LinkedHashMap<String, Object>(Map.of("id", holder.value(), "status", "active"));
        var vc = new LinkedHashMap<String, Object>();
        vc.put("type", types);
        vc.put("issuer", issuer.value());
        vc.put("credentialSubject", subject);
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuer.value());
        claims.put("sub", holder.value());
        claims.put("jti", "urn:uuid:" + UUID.randomUUID());
        claims.put("nbf", now());
        claims.put("exp", now() + 3600);
        claims.put("vc", vc);
        return claims;
    }

    public static Map<String, Object> status(String list, int index) {
        return new LinkedHashMap<>(Map.of(
                "type",
                "BitstringStatusListEntry",
                "statusPurpose",
                "revocation",
                "statusListIndex",
                String.valueOf(index),
                "statusListCredential",
                list));
    }

    public String membership(Party issuer, Did holder, Change change) {
        var claims = credential(issuer.did(), holder, List.of("VerifiableCredential", "MembershipCredential"));
        change.accept(claims);
        return sign(issuer, "JWT", claims);
    }

    /** A presentation of VC 1.1. */
    public String presentation(Party holder, Did verifier, List<String> credentials, Change change) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", holder.did().value());
        claims.put("sub", holder.did().value());
        claims.put("aud", verifier.value());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now());
        claims.put("exp", now() + 300);
        claims.put(
                "vp",
                new LinkedHashMap<String, Object>(
                        Map.of("type", List.of("VerifiablePresentation"), "verifiableCredential", credentials)));
        change.accept(claims);
        return sign(holder, "JWT", claims);
    }

    /** A status list of VC 1.1 with these bits set. */
    public String statusList(Party issuer, String address, Change change, int... revoked) {
        var bits = new byte[16 * 1024];
        for (var index : revoked) {
            bits[index / 8] |= (byte) (0x80 >> (index % 8));
        }
        var claims = statusList(issuer.did(), address, bits);
        change.accept(claims);
        return sign(issuer, "JWT", claims);
    }

    private Map<String, Object> statusList(Did issuer, String address, byte[] bits) {
        var vc = new LinkedHashMap<String, Object>();
        vc.put("id", address);
        vc.put("type", List.of("VerifiableCredential", "BitstringStatusListCredential"));
        vc.put("issuer", issuer.value());
        vc.put(
                "credentialSubject",
                new LinkedHashMap<String, Object>(Map.of(
                        "id",
                        address + "#list",
                        "type",
                        "BitstringStatusList",
                        "statusPurpose",
                        "revocation",
                        "encodedList",
                        encoded(bits))));
        return new LinkedHashMap<>(Map.of("iss", issuer.value(), "nbf", now(), "vc", vc));
    }

    public static String encoded(byte[] bits) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bits);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    public static String sign(Party signer, String type, Map<String, Object> claims) {
        try {
            return signer.keys().sign(type, JWTClaimsSet.parse(claims));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
