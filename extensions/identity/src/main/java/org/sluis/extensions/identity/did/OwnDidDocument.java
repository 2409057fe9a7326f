// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.sluis.extensions.identity.keys.SigningKeys;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;

/** Our own DID document, always with the keys of the moment. To be served at {@link Did#documentPath}. */
public final class OwnDidDocument implements WebResource {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Did self;
    private final SigningKeys keys;
    private final Supplier<List<DidDocument.Service>> services;
    private final Supplier<List<JWK>> otherKeys;

    public OwnDidDocument(Did self, SigningKeys keys, Supplier<List<DidDocument.Service>> services) {
        this(self, keys, services, List::of);
    }

    /**
     * With more keys to publish.
     *
     * @param otherKeys may not speak for us: neither for authentication nor to sign credentials
     */
    public OwnDidDocument(
            Did self, SigningKeys keys, Supplier<List<DidDocument.Service>> services, Supplier<List<JWK>> otherKeys) {
        this.self = self;
        this.keys = keys;
        this.services = services;
        this.otherKeys = otherKeys;
    }

    @Override
    public WebAnswer answer(WebRequest request) throws WebRefusal {
        if (!request.path().isEmpty()) {
            throw new WebRefusal(404, "Not found", "There is nothing here.");
        }
        if (!Set.of("GET", "HEAD").contains(request.method())) {
            throw new WebRefusal(405, "Method not allowed", "The DID document can only be read.");
        }
        return WebAnswer.json(200, json());
    }

    /** The document as it is now (W3C DID Core 1.0). */
    public ObjectNode json() {
        var document = JSON.createObjectNode();
        document.putArray("@context")
                .add("https://www.w3.org/ns/did/v1")
                .add("https://w3id.org/security/suites/jws-2020/v1");
        document.put("id", self.value());
        var methods = document.putArray("verificationMethod");
        var authentication = document.putArray("authentication");
        var assertion = document.putArray("assertionMethod");
        for (var key : keys.published()) {
            methods.add(method(key));
            authentication.add(keyId(key));
            assertion.add(keyId(key));
        }
        otherKeys.get().forEach(key -> methods.add(method(key)));
        var endpoints = document.putArray("service");
        services.get()
                .forEach(service -> endpoints
                        .addObject()
                        .put("id", service.id())
                        .put("type", service.type())
                        .put("serviceEndpoint", service.endpoint().toString()));
        return document;
    }

    private ObjectNode method(JWK key) {
        var method = JSON.createObjectNode()
                .put("id", keyId(key))
                .put("type", "JsonWebKey2020")
                .put("controller", self.value());
        method.set("publicKeyJwk", JSON.<JsonNode>valueToTree(key.toPublicJWK().toJSONObject()));
        return method;
    }

    private String keyId(JWK key) {
        return self.value() + "#" + key.getKeyID();
    }
}
