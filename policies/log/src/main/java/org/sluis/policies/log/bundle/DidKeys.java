// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.sluis.policies.log.Hash;

/**
 * The Ed25519 keys of a DID document.
 *
 * @param keys 32 bytes each, from {@code verificationMethod[].publicKeyJwk}
 */
record DidKeys(String did, Set<Hash> keys) {

    static DidKeys parse(String file, ByteBuffer bytes) throws UnreadableBundleException {
        var document = JsonFields.read(file, bytes);
        var keys = new HashSet<Hash>();
        document.array("verificationMethod").forEach(method -> key(method.path("publicKeyJwk"), keys));
        return new DidKeys(document.text("id"), keys);
    }

    private static void key(JsonNode jwk, Set<Hash> keys) {
        if (!jwk.path("kty").asText().equals("OKP") || !jwk.path("crv").asText().equals("Ed25519")) {
            return;
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(jwk.path("x").asText());
            if (bytes.length == Hash.BYTES) {
                keys.add(Hash.of(bytes));
            }
        } catch (IllegalArgumentException e) {
            // a key that cannot be read vouches for nothing
            return;
        }
    }
}
