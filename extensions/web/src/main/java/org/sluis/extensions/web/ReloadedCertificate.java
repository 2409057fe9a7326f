// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.sluis.extensions.web.ServerCertificate.UnusableCertificateException;

/**
 * Shows new connections what is in two PEM files now. While they do not hold a pair, half-written for instance, the last pair
 * that they held stays.
 */
public final class ReloadedCertificate extends X509ExtendedKeyManager implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ReloadedCertificate.class.getName());
    private static final long LARGEST = 1 << 20;

    private static final Contents GONE = new Contents("", "");

    private final Path certificates;
    private final Path key;
    private final ScheduledExecutorService watch;
    private Contents seen;
    private volatile Loaded current;
    private volatile Loaded previous;

    /** What the two files held. */
    private record Contents(String certificates, String key) {}

    private record Loaded(String alias, ServerCertificate pair) {}

    private ReloadedCertificate(Path certificates, Path key) throws IOException, UnusableCertificateException {
        this.certificates = certificates;
        this.key = key;
        this.seen = read();
        this.current = new Loaded("1", ServerCertificate.parse(seen.certificates(), seen.key()));
        this.previous = current;
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "sluis-certificate");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads the files now and looks again at each {@code interval}.
     *
     * @throws IOException if they cannot be used; the message names them
     */
    public static ReloadedCertificate watch(Path certificates, Path key, Duration interval) throws IOException {
        try {
            var loaded = new ReloadedCertificate(certificates, key);
            var unused = loaded.watch.scheduleWithFixedDelay(
                    loaded::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
            return loaded;
        } catch (UnusableCertificateException e) {
            throw new IOException("tls.certificate " + certificates + " and tls.key " + key + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException("tls.certificate or tls.key cannot be read: " + e.getMessage(), e);
        }
    }

    private Contents read() throws IOException {
        return new Contents(bounded(certificates), bounded(key));
    }

    private static String bounded(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than 1 MiB");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private void look() {
        try {
            var now = read();
            if (!now.equals(seen)) {
                seen = now;
                reload(now);
            }
        } catch (IOException e) {
            // a file that is being replaced is back at the next look; one that stays away is told once
            if (!seen.equals(GONE)) {
                seen = GONE;
                keeps(e.getMessage());
            }
        } catch (RuntimeException e) {
            keeps(e.getClass().getSimpleName());
        }
    }

    private void reload(Contents now) {
        try {
            var pair = ServerCertificate.parse(now.certificates(), now.key());
            previous = current;
            current = new Loaded(String.valueOf(Integer.parseInt(current.alias()) + 1), pair);
            LOG.log(
                    Level.INFO,
                    "new connections get the certificate in " + certificates + ", valid until "
                            + pair.own().getNotAfter().toInstant());
        } catch (UnusableCertificateException e) {
            keeps(e.getMessage());
        }
    }

    private void keeps(String why) {
        LOG.log(
                Level.WARNING,
                "the previous certificate stays in use, as " + certificates + " and " + key + " hold no pair: " + why);
    }

    private Loaded named(String alias) {
        var loaded = current;
        return alias.equals(loaded.alias()) ? loaded : previous;
    }

    private String alias(String keyType) {
        var loaded = current;
        var algorithm = loaded.pair().own().getPublicKey().getAlgorithm();
        return algorithm.equals(keyType) ? loaded.alias() : null;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return alias(keyType);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        var alias = alias(keyType);
        return alias == null ? new String[0] : new String[] {alias};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return named(alias).pair().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return named(alias).pair().key();
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
