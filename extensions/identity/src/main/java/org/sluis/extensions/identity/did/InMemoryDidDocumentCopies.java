// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Copies of one process; for tests. */
public final class InMemoryDidDocumentCopies implements DidDocumentCopies {

    private final Map<Did, Received> copies = new ConcurrentHashMap<>();

    @Override
    public Optional<Received> find(Did did) {
        return Optional.ofNullable(copies.get(did));
    }

    @Override
    public void save(Did did, Received received) {
        copies.merge(did, received, (old, next) -> next.at().isBefore(old.at()) ? old : next);
    }
}
