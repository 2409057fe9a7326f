// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.StrictBase64Url;
import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.json.JsonValue;
import org.sluis.policies.log.jws.JwsKey;

/**
 * The keys of a DID document.
 *
 * @param keys Ed25519, 32 bytes each, from {@code verificationMethod[].publicKeyJwk}: they sign notes
 * @param signing those of {@code assertionMethod} by absolute key id: they sign seals and receipts
 */
record DidKeys(String did, Set<Hash> keys, Map<String, List<JwsKey>> signing) {

    static DidKeys parse(String file, ByteBuffer bytes) throws UnreadableBundleException {
        var document = JsonFields.read(file, bytes);
        var did = document.text("id");
        var methods = document.array("verificationMethod");
        var assertions = document.array("assertionMethod");
        var keys = new HashSet<Hash>();
        methods.forEach(
                method -> method.at("publicKeyJwk").flatMap(DidKeys::key).ifPresent(keys::add));
        var allowed = new HashSet<String>();
        assertions.forEach(
                assertion -> id(assertion).map(id -> absolute(did, id)).ifPresent(allowed::add));
        var signing = new HashMap<String, List<JwsKey>>();
        // a relationship names a method or has it inside
        Stream.of(methods, assertions).flatMap(Collection::stream).forEach(method -> {
            var id = method.text("id").map(name -> absolute(did, name)).filter(allowed::contains);
            var key = method.at("publicKeyJwk").flatMap(JwsKey::of);
            if (id.isPresent() && key.isPresent()) {
                signing.computeIfAbsent(id.get(), first -> new ArrayList<>()).add(key.get());
            }
        });
        return new DidKeys(did, keys, signing);
    }

    private static Optional<String> id(JsonValue assertion) {
        return assertion instanceof JsonString name ? Optional.of(name.value()) : assertion.text("id");
    }

    private static String absolute(String did, String id) {
        return id.startsWith("#") ? did + id : id;
    }

    /** The key of a JWK; a key that cannot be read vouches for nothing. */
    private static Optional<Hash> key(JsonValue jwk) {
        boolean ed25519 = jwk.text("kty").filter("OKP"::equals).isPresent()
                && jwk.text("crv").filter("Ed25519"::equals).isPresent();
        return jwk.text("x")
                .filter(x -> ed25519)
                .flatMap(StrictBase64Url::decode)
                .filter(bytes -> bytes.length == Hash.BYTES)
                .map(Hash::of);
    }
}
