// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/** Port: what others have seen and signed of our own log. Durable when a method returns. */
public interface SeenCheckpoints {

    /** Keeps a checkpoint before it is shown; again is the same. */
    void save(SignedNote own, Instant at);

    /** Adds a cosignature to a checkpoint that was saved; a later one of the same cosigner takes its place. */
    void cosigned(TreeHead head, Did by, SignedNote cosignature);

    Optional<SeenCheckpoint> find(TreeHead head);

    /** Largest first, of at most that size, without those that were given up. */
    List<SeenCheckpoint> list(long largest, int limit);

    /** The largest one that this cosigner signed and that was not given up. */
    Optional<TreeHead> lastCosigned(Did by);

    /** A restored backup has lost these; they no longer bind our log. */
    void giveUp(Collection<TreeHead> lost);

    Set<TreeHead> givenUp();

    /** Keeps where the streams ended that this peer may know, signed by us and by it, in place of what was kept before. */
    void saveHeads(Did peer, TreeHead head, SignedNote heads);

    /** The newest of these, unless its tree was given up. */
    Optional<SignedNote> heads(Did peer);

    /** Of the checkpoints saved before that time keeps the last of each day (UTC) and those with heads of a peer. */
    void thin(Instant before);
}
