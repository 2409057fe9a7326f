// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;

/** Port: whose logs concern us, as it is at each moment; asked often, so from memory. */
public interface LogPeers {

    /** Participants that we have agreements with, and the ids of these; they see where the agreements' stories end. */
    Map<Did, List<String>> parties();

    /**
     * Our agreements with a party, that one among them: what was said once of its stream must never be left out again.
     *
     * @return empty if there is none with it
     */
    default Optional<List<String>> agreements(Did party, Optional<String> agreement) {
        return Optional.ofNullable(parties().get(party));
    }

    /** Neutral witnesses of our log: the authorities that we joined. */
    Set<Did> witnesses();

    /** Whose checkpoints we cosign: the other parties, and the members of an authority that we run. */
    boolean cosigns(Did owner);
}
