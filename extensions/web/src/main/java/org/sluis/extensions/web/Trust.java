// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Which certificate authorities our clients believe: those of the system and those of a PEM file.
 *
 * @param context for clients of the JDK
 * @param manager what the context decides with
 */
public record Trust(SSLContext context, X509TrustManager manager) {

    private static final long LARGEST = 1 << 20;

    /** Those of the system only. */
    public static Trust system() {
        return of(List.of());
    }

    /**
     * Those of the system and the certificates in a PEM file.
     *
     * @throws IOException if the file cannot be read or holds no certificate; the message names it
     */
    public static Trust with(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than 1 MiB");
        }
        try (InputStream in = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException(file + " holds no certificate");
            }
            return of(certificates);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is not a PEM file of certificates", e);
        }
    }

    public SSLSocketFactory sockets() {
        return context.getSocketFactory();
    }

    private static Trust of(Collection<? extends Certificate> more) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var number = 0;
            for (var certificate : manager(null).getAcceptedIssuers()) {
                store.setCertificateEntry("system-" + number++, certificate);
            }
            for (var certificate : more) {
                store.setCertificateEntry("own-" + number++, certificate);
            }
            // an empty store would be an error of its own kind; a machine without any authority trusts nobody
            var manager = manager(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return new Trust(context, manager);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static X509TrustManager manager(KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new IllegalStateException("this Java knows no X.509 certificates");
    }
}
