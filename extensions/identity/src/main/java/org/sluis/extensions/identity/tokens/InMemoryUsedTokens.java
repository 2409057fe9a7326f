// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Token ids of one process; for tests. */
public final class InMemoryUsedTokens implements UsedTokens {

    private final Map<Use, Instant> uses = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Use(String issuer, String tokenId) {}

    public InMemoryUsedTokens(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean firstUse(String issuer, String tokenId, Instant expiry) {
        var now = clock.instant();
        uses.values().removeIf(end -> end.isBefore(now));
        return uses.putIfAbsent(new Use(issuer, tokenId), expiry) == null;
    }
}
