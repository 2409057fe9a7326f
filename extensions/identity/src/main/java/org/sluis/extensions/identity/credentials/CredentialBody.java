// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sluis.extensions.identity.credentials.CredentialVerifier.RefusedCredentialException;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.Jws;
import org.sluis.extensions.identity.tokens.Jws.MalformedException;

/**
 * What a signed credential says, in either form: VC 1.1 in the {@code vc} claim beside JWT claims, or VC 2.0 JOSE, where the
 * payload is the credential.
 */
final class CredentialBody {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** For a credential that does not say when it ends. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final Jws jws;
    private final JsonNode json;

    private CredentialBody(Jws jws, JsonNode json) {
        this.jws = jws;
        this.json = json;
    }

    /** The body of a credential that its own key id, {@code iss} and issuer ascribe to one DID. */
    static CredentialBody of(Jws jws) throws RefusedCredentialException {
        var claims = JSON.<JsonNode>valueToTree(jws.claims());
        var wrapped = claims.has("vc");
        require(!wrapped || !jws.type().equals("vc+jwt"), "form: both VC 1.1 and VC 2.0");
        var body = new CredentialBody(jws, wrapped ? claims.get("vc") : claims);
        require(body.json.isObject(), "form: the credential is no object");
        var signer = jws.signer().value();
        require(!wrapped || claims.has("iss"), "issuer: missing");
        require(claims.path("iss").asText(signer).equals(signer), "issuer: not the DID of the key id");
        require(wrapped || body.json.has("issuer"), "issuer: missing");
        require(!body.json.has("issuer") || body.idOf("issuer").equals(signer), "issuer: not who signed");
        return body;
    }

    Did issuer() {
        return jws.signer();
    }

    Optional<String> id() {
        var id = json.path("id").asText(jws.text("jti").orElse(""));
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    /** All but {@code VerifiableCredential}. */
    Set<String> types() throws RefusedCredentialException {
        var types = new HashSet<String>();
        var type = json.path("type");
        require(type.isTextual() || type.isArray(), "type: missing");
        for (var one : type.isArray() ? type : JSON.createArrayNode().add(type)) {
            require(one.isTextual(), "type: not a text");
            types.add(one.textValue());
        }
        types.remove("VerifiableCredential");
        return types;
    }

    /** The one subject. */
    JsonNode subject() throws RefusedCredentialException {
        var subject = json.path("credentialSubject");
        var one = subject.isArray() && subject.size() == 1 ? subject.get(0) : subject;
        require(one.isObject(), "subject: not exactly one");
        return one;
    }

    /** Texts, numbers and truth values of the subject; what is nested is left out. */
    Map<String, String> claims() throws RefusedCredentialException {
        var claims = new LinkedHashMap<String, String>();
        for (var claim : subject().properties()) {
            if (claim.getValue().isValueNode()
                    && !claim.getValue().isNull()
                    && !claim.getKey().equals("id")) {
                claims.put(claim.getKey(), claim.getValue().asText());
            }
        }
        return claims;
    }

    /** The latest of all its starts. */
    Instant validFrom() throws RefusedCredentialException, MalformedException {
        return Stream.of(jws.time("nbf"), date("issuanceDate"), date("validFrom"))
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .or(() -> time("iat"))
                .orElseThrow(() -> new RefusedCredentialException("start: missing"));
    }

    /** The earliest of all its ends. */
    Instant validUntil() throws RefusedCredentialException, MalformedException {
        return Stream.of(jws.time("exp"), date("expirationDate"), date("validUntil"))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(NEVER);
    }

    JsonNode field(String name) {
        return json.path(name);
    }

    private Optional<Instant> time(String name) {
        try {
            return jws.time(name);
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private Optional<Instant> date(String name) throws RefusedCredentialException {
        // Some issuers write null for no date.
        if (!json.hasNonNull(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(json.get(name).asText()).toInstant());
        } catch (DateTimeException e) {
            throw new RefusedCredentialException(name + ": not a time");
        }
    }

    /** Of a field that is an id or an object with one. */
    private String idOf(String name) {
        var field = json.path(name);
        return field.isObject() ? field.path("id").asText("") : field.asText("");
    }

    static void require(boolean holds, String check) throws RefusedCredentialException {
        if (!holds) {
            throw new RefusedCredentialException(check);
        }
    }
}
