// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.sluis.connector.runtime.ConfigurationFile.InvalidConfigurationException;
import org.sluis.extensions.web.BoundedOutbound;
import org.sluis.extensions.web.GuardedDns;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Peers;
import org.sluis.extensions.web.ReloadedCertificate;
import org.sluis.extensions.web.Trust;

/**
 * How this company meets the others.
 *
 * @param certificate what the public listener shows; empty without TLS
 * @param peers where addresses that others named may lead, and whom our clients believe
 * @param outbound short requests to addresses that others named
 */
record Network(Optional<ReloadedCertificate> certificate, Peers peers, Outbound outbound) implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(2);

    static Network open(Path folder, Configuration configuration) throws InvalidConfigurationException {
        var tls = configuration.tls();
        try {
            var trust = tls.trust() == null ? Trust.system() : Trust.with(folder.resolve(tls.trust()));
            var peers = new Peers(GuardedDns.system(Exposure.policy(configuration)), trust);
            Optional<ReloadedCertificate> certificate = tls.serves()
                    ? Optional.of(ReloadedCertificate.watch(
                            folder.resolve(tls.certificate()), folder.resolve(tls.key()), LOOK))
                    : Optional.empty();
            return new Network(certificate, peers, BoundedOutbound.of(peers));
        } catch (IOException e) {
            throw new InvalidConfigurationException(
                    e instanceof java.nio.file.NoSuchFileException
                            ? "tls.trust " + e.getMessage() + " does not exist"
                            : e.getMessage());
        }
    }

    @Override
    public void close() {
        certificate.ifPresent(ReloadedCertificate::close);
    }
}
