// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.jws;

import java.util.Set;
import org.sluis.policies.log.Ed25519;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.StrictBase64Url;

/** An Ed25519 key (RFC 8037). */
record EdwardsKey(Hash publicKey) implements JwsKey {

    static final String CURVE = "Ed25519";

    private static final Set<String> ALGORITHMS = Set.of("EdDSA", "Ed25519");

    @Override
    public boolean verifies(String algorithm, byte[] input, byte[] signature) {
        return ALGORITHMS.contains(algorithm) && Ed25519.verifies(publicKey, input, signature);
    }

    @Override
    public String required() {
        return "{\"crv\":\"" + CURVE + "\",\"kty\":\"OKP\",\"x\":\"" + StrictBase64Url.encode(publicKey.bytes())
                + "\"}";
    }
}
