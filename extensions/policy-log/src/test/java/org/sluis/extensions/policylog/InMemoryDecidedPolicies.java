// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Policies in memory, for tests; can be made to fail. */
public final class InMemoryDecidedPolicies implements DecidedPolicies {

    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private volatile boolean unavailable;

    /** While unavailable, nothing can be kept. */
    public void setUnavailable(boolean unavailable) {
        this.unavailable = unavailable;
    }

    @Override
    public void keep(String sha256, byte[] canonical) {
        if (unavailable) {
            throw new IllegalStateException("policies were made unavailable");
        }
        kept.put(sha256, canonical.clone());
    }

    @Override
    public Optional<byte[]> find(String sha256) {
        return Optional.ofNullable(kept.get(sha256)).map(byte[]::clone);
    }
}
