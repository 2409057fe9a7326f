// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.StrictBase64Url;

/** An identity key that follows from its seed and always makes the same signatures (RFC 6979). */
public record SampleIdentity(String did, String algorithm, Hash seed) {

    /** DID and fragment. */
    public String keyId() {
        return did + "#" + algorithm.toLowerCase(Locale.ROOT);
    }

    /** The public key as a JWK, its members in the order of RFC 7638. */
    public String jwk() {
        if (algorithm.equals("EdDSA")) {
            var key = new Ed25519PrivateKeyParameters(seed.bytes())
                    .generatePublicKey()
                    .getEncoded();
            return "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + StrictBase64Url.encode(key) + "\"}";
        }
        var point = curve().getG().multiply(scalar()).normalize();
        return "{\"crv\":\"" + curveName() + "\",\"kty\":\"EC\",\"x\":\""
                + StrictBase64Url.encode(point.getAffineXCoord().getEncoded()) + "\",\"y\":\""
                + StrictBase64Url.encode(point.getAffineYCoord().getEncoded()) + "\"}";
    }

    /** SHA-256 of RFC 7638. */
    public String thumbprint() {
        return StrictBase64Url.encode(
                Sha256.of(jwk().getBytes(StandardCharsets.UTF_8)).bytes());
    }

    /** As an element of {@code verificationMethod}. */
    public String method() {
        return "{\"id\":\"" + keyId() + "\",\"type\":\"JsonWebKey\",\"publicKeyJwk\":" + jwk() + "}";
    }

    /** A compact JWS over that text. */
    public String sign(String type, String payload) {
        return sign(
                "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + keyId() + "\",\"typ\":\"" + type + "\"}", type, payload);
    }

    /** The same with a header of its own. */
    public String sign(String header, String type, String payload) {
        var input = base64(header) + '.' + base64(payload);
        return input + '.' + StrictBase64Url.encode(signature(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] signature(byte[] input) {
        if (algorithm.equals("EdDSA")) {
            var signer = new Ed25519Signer();
            signer.init(true, new Ed25519PrivateKeyParameters(seed.bytes()));
            signer.update(input, 0, input.length);
            return signer.generateSignature();
        }
        var digest = algorithm.equals("ES256") ? new SHA256Digest() : new SHA384Digest();
        var hash = new byte[digest.getDigestSize()];
        digest.update(input, 0, input.length);
        digest.doFinal(hash, 0);
        var signer = new ECDSASigner(
                new HMacDSAKCalculator(algorithm.equals("ES256") ? new SHA256Digest() : new SHA384Digest()));
        var curve = curve();
        signer.init(
                true,
                new ECPrivateKeyParameters(
                        scalar(), new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN())));
        var halves = signer.generateSignature(hash);
        int length = hash.length;
        var signature = Arrays.copyOf(BigIntegers.asUnsignedByteArray(length, halves[0]), 2 * length);
        System.arraycopy(BigIntegers.asUnsignedByteArray(length, halves[1]), 0, signature, length, length);
        return signature;
    }

    private X9ECParameters curve() {
        return CustomNamedCurves.getByName(curveName());
    }

    private String curveName() {
        return algorithm.equals("ES256") ? "P-256" : "P-384";
    }

    private BigInteger scalar() {
        return new BigInteger(1, seed.bytes()).mod(curve().getN());
    }

    private static String base64(String text) {
        return StrictBase64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
