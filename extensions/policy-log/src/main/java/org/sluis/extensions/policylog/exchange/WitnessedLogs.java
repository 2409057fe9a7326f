// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.util.List;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/** Port: what we have seen of the logs of others. Durable when a method returns; shared by replicas. */
public interface WitnessedLogs {

    Optional<WitnessedLog> find(Did owner, String origin);

    /** All logs of one owner. */
    List<WitnessedLog> of(Did owner);

    /**
     * Puts {@code next} in the place of what is known, if that still has {@code expected} as its head. Where the streams end stays
     * as it is known, whatever {@code next} says.
     *
     * @param expected {@link TreeHead#EMPTY} when nothing was known
     * @return whether it was so; otherwise nothing changed, and no signature may leave
     */
    boolean advance(TreeHead expected, WitnessedLog next);

    /** The same for a log that begins anew from a backup: where its streams ended counts no longer. */
    boolean restart(TreeHead expected, WitnessedLog next);

    /**
     * Keeps where the streams end.
     *
     * @return whether the log's head still is {@code head}; otherwise nothing changed
     */
    boolean saveHeads(Did owner, String origin, TreeHead head, SignedNote heads);

    /**
     * Keeps evidence.
     *
     * @return whether it is new
     */
    boolean keep(Contradiction contradiction);

    /** Evidence about one owner, oldest first. */
    List<Contradiction> contradictions(Did owner);
}
