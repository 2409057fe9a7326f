// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * A certificate chain, the server's own certificate first, and the private key that belongs to it.
 *
 * @param chain not empty
 */
record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {

    ServerCertificate {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both from PEM: EC or RSA, the key as PKCS#8 or in the traditional form, unencrypted.
     *
     * @throws UnusableCertificateException if either is unreadable or they do not belong together; nothing of the key is in it
     */
    static ServerCertificate parse(String certificates, String key) throws UnusableCertificateException {
        var read = new ServerCertificate(chain(certificates), key(key));
        read.requirePair();
        return read;
    }

    X509Certificate own() {
        return chain.get(0);
    }

    private static List<X509Certificate> chain(String pem) throws UnusableCertificateException {
        try {
            var chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (chain.isEmpty()) {
                throw new UnusableCertificateException("the certificate file holds no certificate");
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw new UnusableCertificateException("the certificate file is not whole or not PEM");
        }
    }

    private static PrivateKey key(String pem) throws UnusableCertificateException {
        try (var parser = new PEMParser(new StringReader(pem))) {
            for (var object = parser.readObject(); object != null; object = parser.readObject()) {
                if (object instanceof PEMEncryptedKeyPair || object instanceof PKCS8EncryptedPrivateKeyInfo) {
                    throw new UnusableCertificateException(
                            "the key file is encrypted; store the key without a password");
                }
                if (object instanceof PEMKeyPair pair) {
                    return key(pair.getPrivateKeyInfo());
                }
                if (object instanceof PrivateKeyInfo pkcs8) {
                    return key(pkcs8);
                }
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new UnusableCertificateException("the key file is not whole or not a PEM private key");
        }
        throw new UnusableCertificateException("the key file holds no private key");
    }

    private static PrivateKey key(PrivateKeyInfo pkcs8)
            throws UnusableCertificateException, GeneralSecurityException, IOException {
        var algorithm = pkcs8.getPrivateKeyAlgorithm().getAlgorithm();
        var spec = new PKCS8EncodedKeySpec(pkcs8.getEncoded());
        if (X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm)) {
            return KeyFactory.getInstance("EC").generatePrivate(spec);
        }
        if (PKCSObjectIdentifiers.rsaEncryption.equals(algorithm)) {
            return KeyFactory.getInstance("RSA").generatePrivate(spec);
        }
        throw new UnusableCertificateException("the key is neither EC nor RSA");
    }

    private void requirePair() throws UnusableCertificateException {
        var algorithm = "EC".equals(key.getAlgorithm()) ? "SHA256withECDSA" : "SHA256withRSA";
        try {
            var signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(chain.get(0).getEncoded());
            var signature = signer.sign();
            if (verifies(algorithm, chain.get(0).getPublicKey(), signature)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw new UnusableCertificateException("the key cannot be used with the certificate");
        }
        throw new UnusableCertificateException("the key does not belong to the first certificate");
    }

    private boolean verifies(String algorithm, PublicKey publicKey, byte[] signature) throws GeneralSecurityException {
        if (!publicKey.getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        var verifier = Signature.getInstance(algorithm);
        verifier.initVerify(publicKey);
        verifier.update(chain.get(0).getEncoded());
        return verifier.verify(signature);
    }

    /** Certificate or key cannot be used; the message says why. */
    static final class UnusableCertificateException extends Exception {
        UnusableCertificateException(String message) {
            super(message, null, false, false);
        }
    }
}
