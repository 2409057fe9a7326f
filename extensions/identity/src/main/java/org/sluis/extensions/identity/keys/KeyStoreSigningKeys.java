// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.sluis.extensions.identity.did.Did;

/** Signing keys in the key store; the first one is made when there is none. */
public final class KeyStoreSigningKeys implements SigningKeys {

    private static final String PREFIX = "signing-";

    private final Did self;
    private final SecretStore store;
    private final Clock clock;
    private volatile KeyRing ring;

    /**
     * Reads the keys, or makes the first one.
     *
     * @throws UnusableKeysException if an entry is not a signing key, or the new one cannot be stored
     */
    public KeyStoreSigningKeys(Did self, SecretStore store, Clock clock) {
        this.self = self;
        this.store = store;
        this.clock = clock;
        var stored = stored(store);
        this.ring = KeyRing.of(stored, clock.instant());
        if (!stored.contains(ring.current())) {
            save(ring);
        }
    }

    private static List<SigningKey> stored(SecretStore store) {
        return store.entries().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX))
                .map(entry -> SigningKey.parse(entry.getValue())
                        .orElseThrow(() -> new UnusableKeysException("The key store entry " + entry.getKey()
                                + " is not a signing key of this connector. Restore the key store from a backup.")))
                .toList();
    }

    @Override
    public String sign(String type, JWTClaimsSet claims) {
        return ring.current().sign(self.value(), type, claims);
    }

    @Override
    public String sign(String type, byte[] payload) {
        return ring.current().sign(self.value(), type, payload);
    }

    @Override
    public List<JWK> published() {
        return ring.published(clock.instant());
    }

    /**
     * Signs with a new key from now on; the old one stays published for {@code overlap}, so that what it signed still verifies.
     *
     * @throws UnusableKeysException if the new key cannot be stored; the old one goes on
     */
    public synchronized void rotate(Duration overlap) {
        var next = ring.rotated(clock.instant(), overlap);
        save(next);
        ring = next;
    }

    private void save(KeyRing keys) {
        // others change entries of theirs in the same way
        synchronized (store) {
            var entries = new LinkedHashMap<String, byte[]>();
            store.entries().forEach((name, bytes) -> {
                if (!name.startsWith(PREFIX)) {
                    entries.put(name, bytes);
                }
            });
            keys.all().forEach(key -> entries.put(PREFIX + key.key().getKeyID(), key.bytes()));
            store.replace(entries);
        }
    }
}
