// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sluis.extensions.identity.did.Did;

/** The keys of others as one process knows them; for tests. */
public final class InMemorySignerKeys implements SignerKeys {

    private final List<SignerKey> keys = new ArrayList<>();

    @Override
    public synchronized boolean keep(SignerKey next, Instant at) {
        boolean theirs = keys.stream()
                .filter(known -> known.key().publicKey().equals(next.key().publicKey()))
                .allMatch(known -> known.owner().equals(next.owner()));
        boolean known = keys.stream()
                .anyMatch(old -> old.owner().equals(next.owner()) && old.key().equals(next.key()));
        if (theirs && !known) {
            keys.add(0, next);
        }
        return theirs;
    }

    @Override
    public synchronized List<SignerKey> of(Did owner) {
        return keys.stream().filter(key -> key.owner().equals(owner)).toList();
    }
}
