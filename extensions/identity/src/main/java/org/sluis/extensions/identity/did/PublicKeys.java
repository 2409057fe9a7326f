// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;

/** Public keys that others publish: P-256, P-384 and Ed25519, for signatures. */
final class PublicKeys {

    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.Ed25519);

    private PublicKeys() {}

    /** The key; empty if it is of another kind, not for signatures, or has a private part. */
    static Optional<JWK> read(JsonNode json) {
        try {
            var key = JWK.parse(json.toString());
            return isUsable(key) ? Optional.of(key) : Optional.empty();
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static boolean isUsable(JWK key) {
        var forSignatures = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        return forSignatures && !key.isPrivate() && CURVES.contains(curve(key));
    }

    /** Parsing an EC key already proves that its point is on the curve. */
    private static Curve curve(JWK key) {
        if (key instanceof ECKey ec) {
            return ec.getCurve();
        }
        return key instanceof OctetKeyPair pair ? pair.getCurve() : Curve.X25519;
    }
}
