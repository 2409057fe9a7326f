// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sluis.extensions.identity.credentials.VerifiedCredential;
import org.sluis.extensions.identity.did.Did;

/** Presentations of one process; for tests. */
public final class InMemoryVerifiedPresentations implements VerifiedPresentations {

    private final Map<Key, Presented> presented = new ConcurrentHashMap<>();

    private record Key(Did holder, Set<String> asked) {}

    @Override
    public void save(Did holder, Set<String> asked, Presented next) {
        presented.put(new Key(holder, Set.copyOf(asked)), next);
    }

    @Override
    public Optional<Presented> find(Did holder, Set<String> asked) {
        return Optional.ofNullable(presented.get(new Key(holder, Set.copyOf(asked))));
    }

    @Override
    public List<VerifiedCredential> credentials(Did holder) {
        return presented.entrySet().stream()
                .filter(entry -> entry.getKey().holder().equals(holder))
                .flatMap(entry -> entry.getValue().credentials().stream())
                .distinct()
                .toList();
    }
}
