// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.issuance;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.sluis.extensions.identity.did.Did;

/**
 * A member's wish for credentials (DCP 1.0 section 6.4).
 *
 * @param id ours, {@code issuerPid}
 * @param holderPid the holder's
 * @param attempts how often delivery failed so far
 * @param note why it failed or was rejected, for our own people; may be empty
 */
public record CredentialRequest(
        UUID id,
        Did holder,
        String holderPid,
        Set<String> types,
        State state,
        Instant openedAt,
        int attempts,
        String note) {

    /** As the protocol calls them (section 6.8.2). */
    public enum State {
        RECEIVED,
        ISSUED,
        REJECTED
    }

    public CredentialRequest {
        types = Set.copyOf(types);
    }
}
