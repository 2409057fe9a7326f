// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.sluis.extensions.identity.keys.KeyStoreFile;
import org.sluis.extensions.identity.keys.SecretStore;
import org.sluis.extensions.identity.keys.VaultSecretStore;
import org.sluis.policies.usage.Pseudonyms;

/** The company's secrets, where the configuration says that they are. */
final class Secrets {

    private static final String PSEUDONYMS = "policy-log-pseudonyms";
    private static final int SECRET_BYTES = 32;

    private Secrets() {}

    static SecretStore open(Path folder, Configuration.Identity identity, Network network) {
        var vault = identity.vault();
        return vault == null
                ? KeyStoreFile.open(folder.resolve(identity.keyStore()), folder.resolve(identity.passwordFile()))
                : VaultSecretStore.open(
                        vault.address(),
                        folder.resolve(vault.tokenFile()),
                        HttpClient.newBuilder()
                                .connectTimeout(Duration.ofSeconds(5))
                                .sslContext(network.peers().trust().context())
                                .followRedirects(HttpClient.Redirect.NEVER)
                                .build());
    }

    /** How people appear in the log; the secret of it is made when there is none. */
    static Pseudonyms pseudonyms(SecretStore secrets) {
        var entries = new LinkedHashMap<>(secrets.entries());
        if (!entries.containsKey(PSEUDONYMS)) {
            var made = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(made);
            entries.put(PSEUDONYMS, made);
            secrets.replace(entries);
        }
        return new Pseudonyms(entries.get(PSEUDONYMS));
    }
}
