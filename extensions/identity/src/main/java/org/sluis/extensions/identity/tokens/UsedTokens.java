// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import java.time.Instant;

/** Token ids that were seen, shared by all replicas, kept until they expire. */
public interface UsedTokens {

    /**
     * Whether this is the first use; exactly one of any number of concurrent callers is told so. Durable when it returns.
     *
     * @throws RuntimeException if it cannot be known; the token must be refused
     */
    boolean firstUse(String issuer, String tokenId, Instant expiry);
}
