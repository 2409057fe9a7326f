// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.credentials.VerifiedCredential;
import org.sluis.extensions.identity.did.Did;

/** What others presented and was verified here, shared by all replicas. */
public interface VerifiedPresentations {

    /** Replaces what the holder presented before when asked for the same types. */
    void save(Did holder, Set<String> asked, Presented presented);

    /** What the holder presented last when asked for exactly these types. */
    Optional<Presented> find(Did holder, Set<String> asked);

    /** Everything that the holder presented, each credential once; whether it is current is not looked at. */
    List<VerifiedCredential> credentials(Did holder);

    /** The verified credentials of one presentation, and when they were verified. */
    record Presented(Instant verifiedAt, List<VerifiedCredential> credentials) {
        public Presented {
            credentials = List.copyOf(credentials);
        }
    }
}
