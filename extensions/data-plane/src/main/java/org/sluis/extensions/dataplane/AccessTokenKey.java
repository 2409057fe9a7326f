// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/** The key with which this company signs access tokens; all replicas have the same one. */
public final class AccessTokenKey {

    private final ECKey key;

    private AccessTokenKey(ECKey key) {
        this.key = key;
    }

    /** A new P-256 key. */
    public static AccessTokenKey generate() {
        try {
            return new AccessTokenKey(
                    new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java cannot make a P-256 key", e);
        }
    }

    /**
     * The key that {@link #bytes} gave.
     *
     * @throws IllegalArgumentException if these are not the bytes of one
     */
    public static AccessTokenKey of(byte[] bytes) {
        try {
            var key = ECKey.parse(new String(bytes, StandardCharsets.UTF_8));
            if (key.isPrivate() && Curve.P_256.equals(key.getCurve()) && key.getKeyID() != null) {
                return new AccessTokenKey(key);
            }
        } catch (ParseException e) {
            // INVARIANT: the parser's message may quote the key, so it is not passed on
        }
        throw new IllegalArgumentException("not a private P-256 key in JWK form");
    }

    /** A secret, to be kept as one. */
    public byte[] bytes() {
        return key.toJSONString().getBytes(StandardCharsets.UTF_8);
    }

    ECKey key() {
        return key;
    }

    /** Its public name only. */
    @Override
    public String toString() {
        return "access token key " + key.getKeyID();
    }
}
