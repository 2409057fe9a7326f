// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.jws;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.StrictBase64Url;
import org.sluis.policies.log.json.JsonValue;

/** A public key that signs JWS: P-256, P-384 or Ed25519. */
public sealed interface JwsKey permits CurveKey, EdwardsKey {

    /** The key of a JWK (RFC 7517), whose other members are not looked at; empty for one of another kind or form. */
    static Optional<JwsKey> of(JsonValue jwk) {
        var curve = jwk.text("crv").orElse("");
        return switch (jwk.text("kty").orElse("")) {
            case "EC" -> Curve.named(curve).flatMap(known -> CurveKey.of(known, jwk));
            case "OKP" ->
                jwk.text("x")
                        .filter(x -> curve.equals(EdwardsKey.CURVE))
                        .flatMap(StrictBase64Url::decode)
                        .filter(bytes -> bytes.length == Hash.BYTES)
                        .map(bytes -> new EdwardsKey(Hash.of(bytes)));
            default -> Optional.empty();
        };
    }

    /** Whether the owner of this key made the signature, by an algorithm that belongs to the key. */
    boolean verifies(String algorithm, byte[] input, byte[] signature);

    /** The members that RFC 7638 hashes, in its spelling. */
    String required();

    /** SHA-256 thumbprint of RFC 7638, base64url. */
    default String thumbprint() {
        return StrictBase64Url.encode(
                Sha256.of(required().getBytes(StandardCharsets.UTF_8)).bytes());
    }
}
