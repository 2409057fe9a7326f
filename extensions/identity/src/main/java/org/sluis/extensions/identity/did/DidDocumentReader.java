// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;

/**
 * Reads a DID document strictly: it is the document of that DID, no key id occurs twice, and nothing private is in it. Keys and
 * services of a form that we do not know are left out, so that whoever names them is refused.
 */
final class DidDocumentReader {

    private static final int MOST = 64;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(16_384)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Did did;
    private final Map<String, JWK> keys = new LinkedHashMap<>();

    private DidDocumentReader(Did did) {
        this.did = did;
    }

    /**
     * The document in {@code text}.
     *
     * @param withoutRelationships whether a document that names no relationship at all lets its keys be used for everything
     */
    static DidDocument read(Did did, String text, boolean withoutRelationships) throws UnresolvableDidException {
        var reader = new DidDocumentReader(did);
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JacksonException e) {
            throw reader.unusable("it is not JSON, or too deep, or names something twice");
        }
        if (!json.path("id").isTextual() || !json.path("id").textValue().equals(did.value())) {
            throw reader.unusable("its id is not that DID");
        }
        return reader.document(json, withoutRelationships, text.length() > DidDocument.LONGEST_TEXT ? "" : text);
    }

    private DidDocument document(JsonNode json, boolean withoutRelationships, String text)
            throws UnresolvableDidException {
        for (var method : elements(json, "verificationMethod")) {
            method(method);
        }
        var authentication = relationship(json, "authentication");
        var assertion = relationship(json, "assertionMethod");
        if (withoutRelationships && !json.has("authentication") && !json.has("assertionMethod")) {
            return new DidDocument(did, keys, keys.keySet(), keys.keySet(), services(json), text);
        }
        return new DidDocument(did, keys, authentication, assertion, services(json), text);
    }

    /** Adds the key of a verification method, if it is of a form that we know; returns its absolute id. */
    private String method(JsonNode method) throws UnresolvableDidException {
        var id = absolute(method.path("id").asText(""));
        var jwk = method.path("publicKeyJwk");
        var known = Set.of("JsonWebKey2020", "JsonWebKey")
                .contains(method.path("type").asText(""));
        var ours = id.startsWith(did.value() + "#")
                && did.value().equals(method.path("controller").asText(did.value()));
        if (!known || !ours || !jwk.isObject()) {
            return id;
        }
        var key = PublicKeys.read(jwk);
        if (key.isPresent() && keys.put(id, key.get()) != null) {
            throw unusable("key id " + id + " occurs twice");
        }
        return id;
    }

    private Set<String> relationship(JsonNode json, String name) throws UnresolvableDidException {
        var ids = new HashSet<String>();
        for (var entry : elements(json, name)) {
            ids.add(entry.isObject() ? method(entry) : absolute(entry.asText("")));
        }
        return ids;
    }

    private List<DidDocument.Service> services(JsonNode json) throws UnresolvableDidException {
        var services = new ArrayList<DidDocument.Service>();
        for (var service : elements(json, "service")) {
            var endpoint = service.path("serviceEndpoint");
            var type = service.path("type");
            if (endpoint.isTextual() && type.isTextual()) {
                address(endpoint.textValue())
                        .ifPresent(uri -> services.add(new DidDocument.Service(
                                absolute(service.path("id").asText("")), type.textValue(), uri)));
            }
        }
        return services;
    }

    private static Optional<URI> address(String text) {
        try {
            var uri = URI.create(text);
            var web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<JsonNode> elements(JsonNode json, String name) throws UnresolvableDidException {
        var array = json.path(name);
        if (array.isMissingNode()) {
            return List.of();
        }
        if (!array.isArray() || array.size() > MOST) {
            throw unusable(name + " is not an array of at most " + MOST);
        }
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements;
    }

    private String absolute(String id) {
        return id.startsWith("#") ? did.value() + id : id;
    }

    private UnresolvableDidException unusable(String why) {
        return new UnresolvableDidException(did, why, null);
    }
}
