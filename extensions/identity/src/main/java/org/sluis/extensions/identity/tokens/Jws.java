// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.text.ParseException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.keys.Ecdsa;

/**
 * A signed JSON object whose signature was not checked yet; believe nothing in it. Signed with ES256, ES384 or Ed25519, by its own
 * account by a key of {@link #signer}.
 */
public final class Jws {

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
    /** The year 9999; beyond it arithmetic gets surprising. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final JWSObject jws;
    private final Did signer;
    private final Map<String, Object> claims;

    private Jws(JWSObject jws, Did signer, Map<String, Object> claims) {
        this.jws = jws;
        this.signer = signer;
        this.claims = claims;
    }

    /**
     * Reads a compact JWS.
     *
     * @param longest in characters
     * @param types accepted {@code typ} values in lower case; the empty text stands for none
     * @throws MalformedException if it is too long, not a JWS, of another algorithm or type, or does not name a key
     */
    public static Jws parse(String compact, int longest, Set<String> types) throws MalformedException {
        require(compact != null && compact.length() <= longest, "size");
        try {
            var jws = JWSObject.parse(compact);
            var header = jws.getHeader();
            require(ALGORITHMS.contains(header.getAlgorithm()), "algorithm");
            require(header.getCriticalParams() == null && header.isBase64URLEncodePayload(), "critical header");
            var type = header.getType() == null ? "" : header.getType().getType();
            require(types.contains(type.toLowerCase(Locale.ROOT)), "type");
            var keyId = header.getKeyID() == null ? "" : header.getKeyID();
            var hash = keyId.indexOf('#');
            require(hash > 0 && hash < keyId.length() - 1 && keyId.length() <= 1024, "key id");
            require(Did.isOne(keyId.substring(0, hash)), "key id");
            var claims = jws.getPayload().toJSONObject();
            require(claims != null, "payload");
            return new Jws(jws, new Did(keyId.substring(0, hash)), claims);
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            throw new MalformedException("form");
        }
    }

    private static void require(boolean holds, String check) throws MalformedException {
        if (!holds) {
            throw new MalformedException(check);
        }
    }

    /** The DID in the key id. */
    public Did signer() {
        return signer;
    }

    /** Absolute. */
    public String keyId() {
        return jws.getHeader().getKeyID();
    }

    /** Lower case; empty if there is none. */
    public String type() {
        var type = jws.getHeader().getType();
        return type == null ? "" : type.getType().toLowerCase(Locale.ROOT);
    }

    /** The payload as it was sent. */
    public Map<String, Object> claims() {
        return claims;
    }

    /** A claim that is a text; empty otherwise. */
    public Optional<String> text(String name) {
        return claims.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * A claim that is a NumericDate; empty if it is missing.
     *
     * @throws MalformedException if it is there and is none
     */
    public Optional<Instant> time(String name) throws MalformedException {
        if (!claims.containsKey(name)) {
            return Optional.empty();
        }
        require(claims.get(name) instanceof Number, name);
        var seconds = ((Number) claims.get(name)).doubleValue();
        require(seconds >= 0 && seconds <= LAST_SECOND, name);
        return Optional.of(Instant.ofEpochSecond((long) seconds));
    }

    /** Whether {@code key} made the signature with the algorithm that belongs to it. */
    public boolean isSignedBy(JWK key) {
        var algorithm = jws.getHeader().getAlgorithm();
        var agreed = key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
        try {
            if (agreed && key instanceof ECKey ec) {
                return Ecdsa.verifies(
                        algorithm, ec, jws.getSigningInput(), jws.getSignature().decode());
            }
            return agreed && key instanceof OctetKeyPair pair && isSignedByEdwardsKey(pair);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return false;
        }
    }

    private boolean isSignedByEdwardsKey(OctetKeyPair pair) {
        var algorithm = jws.getHeader().getAlgorithm();
        if (!Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519).contains(algorithm)
                || !Curve.Ed25519.equals(pair.getCurve())) {
            return false;
        }
        var verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(pair.getDecodedX()));
        var input = jws.getSigningInput();
        verifier.update(input, 0, input.length);
        return verifier.verifySignature(jws.getSignature().decode());
    }

    /** A text is not a JWS that may be looked at any further; the message names the check. */
    public static final class MalformedException extends Exception {
        MalformedException(String check) {
            super(check);
        }
    }
}
