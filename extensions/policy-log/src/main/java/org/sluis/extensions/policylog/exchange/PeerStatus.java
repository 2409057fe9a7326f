// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Instant;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;

/**
 * How it stands with one cosigner of our log.
 *
 * @param witness whether it is a neutral witness
 * @param size of the largest tree that it cosigned
 * @param at when it last answered well; empty if not since the start
 * @param problem why the last attempt failed, one line for people
 */
public record PeerStatus(
        Did peer, boolean witness, State state, long size, Optional<Instant> at, Optional<String> problem) {

    /** What is known of it. */
    public enum State {
        /** Not asked since the start. */
        UNKNOWN,
        COSIGNS,
        /** It has no policy log: what happens with it is told by one side. */
        ONE_SIDED,
        FAILING
    }
}
