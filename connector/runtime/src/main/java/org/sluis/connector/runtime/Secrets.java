// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import org.sluis.extensions.identity.keys.KeyStoreFile;
import org.sluis.extensions.identity.keys.SecretStore;
import org.sluis.extensions.identity.keys.VaultSecretStore;

/** Opens the company's secrets, where the configuration says that they are. */
final class Secrets {

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
}
