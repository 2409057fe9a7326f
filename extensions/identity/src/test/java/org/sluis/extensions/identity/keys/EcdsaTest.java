// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EcdsaTest {

    private static final int ROUNDS = 50;

    @Test
    void javaAcceptsWhatWeSign() throws JOSEException {
        var key = key(Curve.P_256);
        var signer = Ecdsa.signer(key);
        var header = new JWSHeader(JWSAlgorithm.ES256);
        for (int i = 0; i < ROUNDS; i++) {
            var input = input(i);
            var signature = signer.sign(header, input);
            assertThat(signature.decode()).hasSize(64);
            assertThat(new ECDSAVerifier(key).verify(header, input, signature)).isTrue();
            assertThat(Ecdsa.verifies(JWSAlgorithm.ES256, key, input, signature.decode()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"ES256,P-256", "ES384,P-384"})
    void acceptsWhatJavaSigns(String algorithm, String curve) throws JOSEException {
        var key = key(Curve.parse(curve));
        for (int i = 0; i < ROUNDS; i++) {
            var signature = signedByJava(algorithm, key, input(i));
            assertThat(Ecdsa.verifies(JWSAlgorithm.parse(algorithm), key.toPublicJWK(), input(i), signature))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"ES256,P-256", "ES384,P-384"})
    void refusesASignatureOfWhichOneBitDiffers(String algorithm, String curve) throws JOSEException {
        var key = key(Curve.parse(curve));
        var signature = signedByJava(algorithm, key, input(1));
        for (int i = 0; i < signature.length; i++) {
            var forged = signature.clone();
            forged[i] ^= 1;
            assertThat(Ecdsa.verifies(JWSAlgorithm.parse(algorithm), key, input(1), forged))
                    .isFalse();
        }
    }

    @Test
    void refusesAnotherInputAnotherKeyAndAnotherAlgorithm() throws JOSEException {
        var key = key(Curve.P_256);
        var signature = signedByJava("ES256", key, input(1));
        assertThat(Ecdsa.verifies(JWSAlgorithm.ES256, key, input(2), signature)).isFalse();
        assertThat(Ecdsa.verifies(JWSAlgorithm.ES256, key(Curve.P_256), input(1), signature))
                .isFalse();
        assertThat(Ecdsa.verifies(JWSAlgorithm.ES384, key, input(1), signature)).isFalse();
        assertThat(Ecdsa.verifies(JWSAlgorithm.ES512, key, input(1), signature)).isFalse();
        assertThat(Ecdsa.verifies(JWSAlgorithm.ES256, key(Curve.P_384), input(1), signature))
                .isFalse();
    }

    @Test
    void refusesNumbersThatAreZeroOrTooLargeAndOtherLengths() throws JOSEException {
        var key = key(Curve.P_256);
        var signature = signedByJava("ES256", key, input(1));
        var large = new byte[64];
        Arrays.fill(large, (byte) 0xff);
        for (var forged : new byte[][] {
            new byte[64], large, new byte[0], Arrays.copyOf(signature, 63), Arrays.copyOf(signature, 65)
        }) {
            assertThat(Ecdsa.verifies(JWSAlgorithm.ES256, key, input(1), forged))
                    .isFalse();
        }
        for (int half = 0; half < 2; half++) {
            var forged = signature.clone();
            Arrays.fill(forged, 32 * half, 32 * half + 32, (byte) 0);
            assertThat(Ecdsa.verifies(JWSAlgorithm.ES256, key, input(1), forged))
                    .isFalse();
        }
    }

    @Test
    void signsTheSameInputAlikeAndAnotherInputDifferently() throws JOSEException {
        var key = key(Curve.P_256);
        var signer = Ecdsa.signer(key);
        var header = new JWSHeader(JWSAlgorithm.ES256);
        assertThat(signer.sign(header, input(1))).isEqualTo(signer.sign(header, input(1)));
        assertThat(signer.sign(header, input(1))).isNotEqualTo(signer.sign(header, input(2)));
    }

    @Test
    void signsWithNoOtherKeyAndNoOtherAlgorithm() throws JOSEException {
        var key = key(Curve.P_256);
        assertThatThrownBy(() -> Ecdsa.signer(key.toPublicJWK())).isInstanceOf(JOSEException.class);
        assertThatThrownBy(() -> Ecdsa.signer(key(Curve.P_384))).isInstanceOf(JOSEException.class);
        var signer = Ecdsa.signer(key);
        assertThatThrownBy(() -> signer.sign(new JWSHeader(JWSAlgorithm.ES384), input(1)))
                .isInstanceOf(JOSEException.class);
    }

    private static byte[] signedByJava(String algorithm, ECKey key, byte[] input) throws JOSEException {
        Base64URL signature = new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.parse(algorithm)), input);
        return signature.decode();
    }

    private static ECKey key(Curve curve) throws JOSEException {
        return new ECKeyGenerator(curve).generate();
    }

    private static byte[] input(int number) {
        return ("what is signed, number " + number).getBytes(StandardCharsets.UTF_8);
    }
}
