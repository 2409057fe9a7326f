// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.identity.credentials.VerifiedCredential;
import org.sluis.extensions.identity.did.Did;

/** Verified credentials as text for our own store, which nobody else writes. */
public final class CredentialsText {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CredentialsText() {}

    public static String write(List<VerifiedCredential> credentials) {
        var array = JSON.createArrayNode();
        credentials.forEach(credential -> array.add(object(credential)));
        return array.toString();
    }

    private static ObjectNode object(VerifiedCredential credential) {
        var object = JSON.createObjectNode();
        credential.id().ifPresent(id -> object.put("id", id));
        credential.types().stream().sorted().forEach(object.putArray("types")::add);
        object.put("issuer", credential.issuer().value());
        object.put("subject", credential.subject().value());
        object.put("from", credential.validFrom().toString());
        object.put("until", credential.validUntil().toString());
        credential
                .status()
                .ifPresent(status -> object.putObject("status")
                        .put("list", status.list().toString())
                        .put("index", status.index())
                        .put("purpose", status.purpose()));
        var claims = object.putObject("claims");
        credential.claims().forEach(claims::put);
        return object.put("compact", credential.compact());
    }

    /**
     * What {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static List<VerifiedCredential> read(String text) {
        try {
            var credentials = new ArrayList<VerifiedCredential>();
            JSON.readTree(text).forEach(object -> credentials.add(credential(object)));
            return credentials;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not stored credentials", e);
        }
    }

    private static VerifiedCredential credential(JsonNode object) {
        var types = new HashSet<String>();
        object.required("types").forEach(type -> types.add(type.asText()));
        var claims = new LinkedHashMap<String, String>();
        object.required("claims")
                .properties()
                .forEach(claim -> claims.put(claim.getKey(), claim.getValue().asText()));
        return new VerifiedCredential(
                Optional.ofNullable(object.path("id").textValue()),
                types,
                new Did(object.required("issuer").asText()),
                new Did(object.required("subject").asText()),
                Instant.parse(object.required("from").asText()),
                Instant.parse(object.required("until").asText()),
                object.has("status") ? Optional.of(status(object.get("status"))) : Optional.empty(),
                claims,
                object.required("compact").asText());
    }

    private static VerifiedCredential.Status status(JsonNode object) {
        return new VerifiedCredential.Status(
                URI.create(object.required("list").asText()),
                object.required("index").asInt(),
                object.required("purpose").asText());
    }
}
