// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.json.JsonValue;

/**
 * The Ed25519 keys of a DID document.
 *
 * @param keys 32 bytes each, from {@code verificationMethod[].publicKeyJwk}
 */
record DidKeys(String did, Set<Hash> keys) {

    static DidKeys parse(String file, ByteBuffer bytes) throws UnreadableBundleException {
        var document = JsonFields.read(file, bytes);
        var keys = new HashSet<Hash>();
        document.array("verificationMethod")
                .forEach(method ->
                        method.at("publicKeyJwk").flatMap(DidKeys::key).ifPresent(keys::add));
        return new DidKeys(document.text("id"), keys);
    }

    /** The key of a JWK; a key that cannot be read vouches for nothing. */
    private static Optional<Hash> key(JsonValue jwk) {
        boolean ed25519 = jwk.text("kty").filter("OKP"::equals).isPresent()
                && jwk.text("crv").filter("Ed25519"::equals).isPresent();
        return jwk.text("x").filter(x -> ed25519).flatMap(DidKeys::unpadded);
    }

    private static Optional<Hash> unpadded(String x) {
        try {
            var bytes = Base64.getUrlDecoder().decode(x);
            // one spelling only: the decoder itself takes padding and stray bits
            boolean canonical = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(x);
            return canonical && bytes.length == Hash.BYTES ? Optional.of(Hash.of(bytes)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
