// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.identity.keys.SigningKeys;

/** Writes a status list as a credential: signed, and plain for peers that know no other form. */
final class StatusCredentials {

    /** Longer than an authority may be down; what is fresh enough is the verifier's own choice. */
    static final Duration VALIDITY = Duration.ofDays(2);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AuthoritySettings authority;
    private final SigningKeys keys;

    StatusCredentials(AuthoritySettings authority, SigningKeys keys) {
        this.authority = authority;
        this.keys = keys;
    }

    /** One status list as it is published. */
    record Published(long version, Instant at, String jwt, String json) {
        String tag() {
            return "\"" + version + "-" + at.getEpochSecond() + "\"";
        }
    }

    Published publish(StatusList list, Instant now) {
        var credential = credential(list, now);
        var jwt = keys.sign(new JWTClaimsSet.Builder()
                .issuer(authority.id().value())
                .subject((String) credential.get("id"))
                .jwtID((String) credential.get("id"))
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(VALIDITY)))
                .claim("vc", credential)
                .build());
        try {
            return new Published(list.version(), now, jwt, JSON.writeValueAsString(credential));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> credential(StatusList list, Instant now) {
        var address = authority.statusList(list.number()).toString();
        var credential = new LinkedHashMap<String, Object>();
        credential.put(
                "@context",
                List.of("https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/status/v1"));
        credential.put("id", address);
        credential.put("type", List.of("VerifiableCredential", "BitstringStatusListCredential"));
        credential.put("issuer", authority.id().value());
        credential.put("issuanceDate", now.toString());
        credential.put("expirationDate", now.plus(VALIDITY).toString());
        var subject = new LinkedHashMap<String, Object>();
        subject.put("id", address + "#list");
        subject.put("type", "BitstringStatusList");
        subject.put("statusPurpose", "revocation");
        subject.put("encodedList", Bitstring.encode(list.withdrawn()));
        credential.put("credentialSubject", subject);
        return credential;
    }
}
