// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluis.connector.runtime.ConfigurationFile.InvalidConfigurationException;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.IdentitySettings;
import org.sluis.extensions.identity.credentials.JoinedAuthorities;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.keys.KeyStoreFile;
import org.sluis.extensions.identity.keys.KeyStoreSigningKeys;
import org.sluis.extensions.identity.keys.SecretStore;
import org.sluis.extensions.identity.keys.VaultSecretStore;
import org.sluis.extensions.identity.verifier.Presentations;
import org.sluis.extensions.storage.PostgresUsedTokens;
import org.sluis.extensions.storage.PostgresVerifiedPresentations;

/** Our identity, from the configuration, the key store and the database. */
final class OwnIdentity {

    private OwnIdentity() {}

    /**
     * Puts it together; nothing runs yet.
     *
     * @throws InvalidConfigurationException if an id in the configuration is no did:web identifier
     * @throws org.sluis.extensions.identity.keys.UnusableKeysException if the keys cannot be read
     */
    static Identity open(
            Path folder, Configuration configuration, Storage storage, Network network, JoinedAuthorities joined)
            throws InvalidConfigurationException {
        var settings = settings(configuration);
        var clock = Clock.systemUTC();
        var keys = new KeyStoreSigningKeys(settings.self(), secrets(folder, configuration, network), clock);
        return new Identity(
                settings,
                new Identity.Ports(
                        keys,
                        network.outbound(),
                        new PostgresUsedTokens(storage.ours(), clock),
                        new PostgresVerifiedPresentations(storage.ours()),
                        joined,
                        clock));
    }

    private static SecretStore secrets(Path folder, Configuration configuration, Network network) {
        var identity = configuration.identity();
        var vault = identity.vault();
        if (vault == null) {
            return KeyStoreFile.open(folder.resolve(identity.keyStore()), folder.resolve(identity.passwordFile()));
        }
        var client = HttpClient.newBuilder()
                .sslContext(network.trust().context())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return VaultSecretStore.open(
                URI.create(vault.address() + "/v1/" + vault.path()), folder.resolve(vault.tokenFile()), client);
    }

    static IdentitySettings settings(Configuration configuration) throws InvalidConfigurationException {
        var identity = configuration.identity();
        var peers = new HashSet<Did>();
        for (var peer : identity.insecurePeers()) {
            peers.add(did(peer, "identity.insecurePeers"));
        }
        return new IdentitySettings(
                did(configuration.participant().id(), "participant.id"),
                identity.statusRefresh(),
                identity.statusMaxAge(),
                new Presentations.Terms(
                        Set.copyOf(identity.asks()), Set.copyOf(identity.requires()), identity.presentationAge()),
                authorities(configuration),
                peers,
                Exposure.isLocal(configuration));
    }

    private static Map<Did, Set<String>> authorities(Configuration configuration) throws InvalidConfigurationException {
        for (var authority : configuration.authorities()) {
            did(authority.id(), "authorities: id");
        }
        return configuration.authorities().stream()
                .collect(Collectors.toMap(
                        authority -> new Did(authority.id()), authority -> Set.copyOf(authority.types())));
    }

    private static Did did(String id, String key) throws InvalidConfigurationException {
        if (!Did.isOne(id)) {
            throw new InvalidConfigurationException(key + " is '" + id
                    + "', but must be a did:web identifier such as did:web:parts.example or did:web:localhost%3A8282");
        }
        return new Did(id);
    }
}
