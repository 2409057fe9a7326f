// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sluis.extensions.identity.did.Did;

/** Copies of one process; for tests. */
public final class InMemoryStatusListCopies implements StatusListCopies {

    private final Map<Key, Received> copies = new ConcurrentHashMap<>();

    private record Key(URI address, Did issuer) {}

    @Override
    public Optional<Received> find(URI address, Did issuer) {
        return Optional.ofNullable(copies.get(new Key(address, issuer)));
    }

    @Override
    public void save(URI address, Did issuer, Received received) {
        copies.merge(
                new Key(address, issuer), received, (old, next) -> next.at().isBefore(old.at()) ? old : next);
    }
}
