// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.issuance;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.identity.keys.SigningKeys;

/** Credentials in the JWT form of the Verifiable Credentials Data Model 1.1 (section 6.3.1), with a Bitstring Status List entry. */
public final class SignedCredentials {

    private final AuthoritySettings authority;
    private final SigningKeys keys;

    public SignedCredentials(AuthoritySettings authority, SigningKeys keys) {
        this.authority = authority;
        this.keys = keys;
    }

    /** The compact JWS. */
    public String sign(Issuance issuance) {
        var issuer = authority.id().value();
        return keys.sign(new JWTClaimsSet.Builder()
                .jwtID(id(issuance))
                .issuer(issuer)
                .subject(issuance.holder().value())
                .issueTime(Date.from(issuance.issuedAt()))
                .notBeforeTime(Date.from(issuance.issuedAt()))
                .expirationTime(Date.from(issuance.expiresAt()))
                .claim("vc", credential(issuance, issuer))
                .build());
    }

    private static String id(Issuance issuance) {
        return "urn:uuid:" + issuance.id();
    }

    private Map<String, Object> credential(Issuance issuance, String issuer) {
        var subject = new LinkedHashMap<String, Object>(issuance.attestation().claims());
        subject.put("id", issuance.holder().value());
        var credential = new LinkedHashMap<String, Object>();
        credential.put("@context", List.of("https://www.w3.org/2018/credentials/v1"));
        credential.put("id", id(issuance));
        credential.put(
                "type", List.of("VerifiableCredential", issuance.attestation().type()));
        credential.put("issuer", issuer);
        credential.put("issuanceDate", issuance.issuedAt().toString());
        credential.put("expirationDate", issuance.expiresAt().toString());
        credential.put("credentialSubject", subject);
        credential.put("credentialStatus", status(issuance));
        return credential;
    }

    private Map<String, Object> status(Issuance issuance) {
        var list = authority.statusList(issuance.list()).toString();
        return Map.of(
                "id",
                list + "#" + issuance.index(),
                "type",
                "BitstringStatusListEntry",
                "statusPurpose",
                "revocation",
                "statusListIndex",
                String.valueOf(issuance.index()),
                "statusListCredential",
                list);
    }
}
