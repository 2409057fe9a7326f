// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import java.time.Clock;
import java.util.List;

class InMemoryUsedTokensTest extends UsedTokensContract {

    private UsedTokens shared;

    @Override
    protected List<UsedTokens> replicas(Clock clock) {
        if (shared == null) {
            shared = new InMemoryUsedTokens(clock);
        }
        return List.of(shared, shared);
    }
}
