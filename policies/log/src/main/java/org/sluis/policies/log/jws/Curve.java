// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.jws;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.List;
import java.util.Optional;

/** The curves of FIPS 186 that sign here, each with its algorithm of RFC 7518. */
final class Curve {

    private static final List<Curve> ALL = List.of(
            new Curve("P-256", "secp256r1", "ES256", "SHA256withECDSAinP1363Format", 32),
            new Curve("P-384", "secp384r1", "ES384", "SHA384withECDSAinP1363Format", 48));

    private final String label;
    private final String algorithm;
    private final String javaAlgorithm;
    private final int bytes;
    private final ECParameterSpec parameters;

    private Curve(String label, String javaName, String algorithm, String javaAlgorithm, int bytes) {
        this.label = label;
        this.algorithm = algorithm;
        this.javaAlgorithm = javaAlgorithm;
        this.bytes = bytes;
        try {
            var named = AlgorithmParameters.getInstance("EC");
            named.init(new ECGenParameterSpec(javaName));
            parameters = named.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java does not have the curve " + label, e);
        }
    }

    static Optional<Curve> named(String label) {
        return ALL.stream().filter(curve -> curve.label.equals(label)).findFirst();
    }

    String label() {
        return label;
    }

    String algorithm() {
        return algorithm;
    }

    String javaAlgorithm() {
        return javaAlgorithm;
    }

    /** Length of a coordinate, and of each half of a signature. */
    int bytes() {
        return bytes;
    }

    ECParameterSpec parameters() {
        return parameters;
    }

    /** Whether y^2 = x^3 + ax + b, both below the prime. */
    boolean has(BigInteger x, BigInteger y) {
        var prime = ((ECFieldFp) parameters.getCurve().getField()).getP();
        var right = x.pow(2)
                .add(parameters.getCurve().getA())
                .multiply(x)
                .add(parameters.getCurve().getB());
        return x.compareTo(prime) < 0
                && y.compareTo(prime) < 0
                && y.pow(2).subtract(right).mod(prime).signum() == 0;
    }

    /** Whether it is from 1 to the order of the curve, exclusive. */
    boolean isScalar(BigInteger number) {
        return number.signum() > 0 && number.compareTo(parameters.getOrder()) < 0;
    }
}
