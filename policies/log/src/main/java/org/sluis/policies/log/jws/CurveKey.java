// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.jws;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.sluis.policies.log.StrictBase64Url;
import org.sluis.policies.log.json.JsonValue;

/** A point of one of the curves. */
record CurveKey(Curve curve, BigInteger x, BigInteger y) implements JwsKey {

    static Optional<JwsKey> of(Curve curve, JsonValue jwk) {
        var x = coordinate(curve, jwk, "x");
        var y = coordinate(curve, jwk, "y");
        return x.isPresent() && y.isPresent() && curve.has(x.get(), y.get())
                ? Optional.of(new CurveKey(curve, x.get(), y.get()))
                : Optional.empty();
    }

    private static Optional<BigInteger> coordinate(Curve curve, JsonValue jwk, String name) {
        return jwk.text(name)
                .flatMap(StrictBase64Url::decode)
                .filter(bytes -> bytes.length == curve.bytes())
                .map(bytes -> new BigInteger(1, bytes));
    }

    @Override
    public boolean verifies(String algorithm, byte[] input, byte[] signature) {
        if (!algorithm.equals(curve.algorithm()) || !isInRange(signature)) {
            return false;
        }
        try {
            var verifier = Signature.getInstance(curve.javaAlgorithm());
            verifier.initVerify(KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve.parameters())));
            verifier.update(input);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot verify " + algorithm, e);
        }
    }

    /** Java 17 before its third update takes zeros for a signature by anybody. */
    private boolean isInRange(byte[] signature) {
        int half = curve.bytes();
        return signature.length == 2 * half
                && curve.isScalar(new BigInteger(1, Arrays.copyOf(signature, half)))
                && curve.isScalar(new BigInteger(1, Arrays.copyOfRange(signature, half, 2 * half)));
    }

    @Override
    public String required() {
        return "{\"crv\":\"" + curve.label() + "\",\"kty\":\"EC\",\"x\":\"" + text(x) + "\",\"y\":\"" + text(y) + "\"}";
    }

    private String text(BigInteger coordinate) {
        var bytes = coordinate.toByteArray();
        var fixed = new byte[curve.bytes()];
        int length = Math.min(bytes.length, fixed.length);
        System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
        return StrictBase64Url.encode(fixed);
    }
}
