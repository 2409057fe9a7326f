// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Endpoint references of one test. */
final class InMemoryEndpointReferences implements EndpointReferences {

    private final Map<String, EndpointReference> byTransfer = new ConcurrentHashMap<>();

    @Override
    public void save(EndpointReference reference) {
        byTransfer.put(reference.transfer(), reference);
    }

    @Override
    public Optional<EndpointReference> findByTransfer(String transfer) {
        return Optional.ofNullable(byTransfer.get(transfer));
    }

    @Override
    public Optional<EndpointReference> newest(String agreement) {
        return byTransfer.values().stream()
                .filter(reference -> reference.agreement().equals(agreement))
                .max(Comparator.comparing(EndpointReference::receivedAt));
    }

    @Override
    public void remove(String transfer) {
        byTransfer.remove(transfer);
    }
}
