// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.List;

/** Our own keys. Private parts never leave. */
public interface SigningKeys {

    /**
     * Signs with the current key as a compact JWS: {@code typ} {@code JWT} and {@code kid} {@code did#fragment}.
     *
     * @throws IllegalStateException if the key cannot be used; nothing about it is in the message
     */
    default String sign(JWTClaimsSet claims) {
        return sign("JWT", claims);
    }

    /** The same with another {@code typ}, for instance {@code vc+jwt}. */
    String sign(String type, JWTClaimsSet claims);

    /**
     * Signs these very bytes as a compact JWS; its three parts may go into a JWS of another serialization (RFC 7515 section 7).
     *
     * @throws IllegalStateException if the key cannot be used; nothing about it is in the message
     */
    String sign(String type, byte[] payload);

    /** Public parts of the keys to publish: the current one first, then those of the overlap; the key id is the fragment. */
    List<JWK> published();
}
