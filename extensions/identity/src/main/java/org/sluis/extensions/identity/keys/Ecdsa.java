// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;

/**
 * ES256 and ES384 (RFC 7518 section 3.4). Each message between firms costs several signatures, and Bouncy Castle needs a fifth to a
 * tenth of the time that Java 17 takes for one.
 */
@SuppressWarnings("ImmutableEnumChecker") // the parameters of a curve do not change
public enum Ecdsa {
    ES256(JWSAlgorithm.ES256, Curve.P_256, "secp256r1", 32),
    ES384(JWSAlgorithm.ES384, Curve.P_384, "secp384r1", 48);

    private final JWSAlgorithm algorithm;
    private final Curve curve;
    private final ECDomainParameters domain;
    private final int bytes;

    Ecdsa(JWSAlgorithm algorithm, Curve curve, String name, int bytes) {
        this.algorithm = algorithm;
        this.curve = curve;
        this.domain = new ECDomainParameters(CustomNamedCurves.getByName(name));
        this.bytes = bytes;
    }

    /** Whether {@code key} made the signature; false for a key of another curve, and for one that is no point of it. */
    public static boolean verifies(JWSAlgorithm algorithm, ECKey key, byte[] input, byte[] signature) {
        return Arrays.stream(values())
                .filter(known -> known.algorithm.equals(algorithm) && known.curve.equals(key.getCurve()))
                .anyMatch(known -> known.verifies(key, input, signature));
    }

    private boolean verifies(ECKey key, byte[] input, byte[] signature) {
        if (signature.length != 2 * bytes) {
            return false;
        }
        try {
            var point = domain.getCurve()
                    .createPoint(key.getX().decodeToBigInteger(), key.getY().decodeToBigInteger());
            var verifier = new ECDSASigner();
            // Refuses a point that is not on the curve, and below, numbers that are out of range.
            verifier.init(false, new ECPublicKeyParameters(point, domain));
            var r = new BigInteger(1, signature, 0, bytes);
            var s = new BigInteger(1, signature, bytes, bytes);
            return verifier.verifySignature(hash(input), r, s);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Signs with a private P-256 key. */
    static JWSSigner signer(ECKey key) throws JOSEException {
        if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
            throw new JOSEException("not a private P-256 key");
        }
        return new Signer(new ECPrivateKeyParameters(key.getD().decodeToBigInteger(), ES256.domain));
    }

    private byte[] sign(ECPrivateKeyParameters key, byte[] input) {
        // RFC 6979: a random number that is not quite random would give the key away.
        var signer = new ECDSASigner(new HMacDSAKCalculator(digest()));
        signer.init(true, key);
        var numbers = signer.generateSignature(hash(input));
        var signature = new byte[2 * bytes];
        BigIntegers.asUnsignedByteArray(numbers[0], signature, 0, bytes);
        BigIntegers.asUnsignedByteArray(numbers[1], signature, bytes, bytes);
        return signature;
    }

    private byte[] hash(byte[] input) {
        var digest = digest();
        digest.update(input, 0, input.length);
        var hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    private Digest digest() {
        return this == ES256 ? new SHA256Digest() : new SHA384Digest();
    }

    private static final class Signer extends BaseJWSProvider implements JWSSigner {

        private final ECPrivateKeyParameters key;

        Signer(ECPrivateKeyParameters key) {
            super(Set.of(JWSAlgorithm.ES256));
            this.key = key;
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
            if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
                throw new JOSEException("the key signs with ES256 only");
            }
            return Base64URL.encode(ES256.sign(key, input));
        }
    }
}
