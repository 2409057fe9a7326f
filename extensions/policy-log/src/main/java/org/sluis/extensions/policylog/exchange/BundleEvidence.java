// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.util.List;
import java.util.Optional;
import org.sluis.policies.log.bundle.BundleKey;
import org.sluis.policies.log.note.SignedNote;

/**
 * What a bundle about one agreement needs besides its entries.
 *
 * @param checkpoint of our log, with our signature and those of the other party and of neutral witnesses, as far as there are any
 * @param heads where the streams end in the same tree, signed by us and, if it did, by the other party
 * @param earlier checkpoints that others have seen, smallest first, all of them the beginning of this tree
 * @param lost checkpoints that others have seen and a restored backup has lost
 * @param peerCheckpoint the newest that the other party's log signed and we hold
 * @param peerHeads the same of its stream heads
 * @param keys of everybody who signed anything of this
 * @param didDocuments that published these keys, as they were then
 * @param rotations of our log key, oldest first
 */
public record BundleEvidence(
        SignedNote checkpoint,
        SignedNote heads,
        List<SignedNote> earlier,
        List<SignedNote> lost,
        Optional<SignedNote> peerCheckpoint,
        Optional<SignedNote> peerHeads,
        List<BundleKey> keys,
        List<String> didDocuments,
        List<SignedNote> rotations) {

    public BundleEvidence {
        earlier = List.copyOf(earlier);
        lost = List.copyOf(lost);
        keys = List.copyOf(keys);
        didDocuments = List.copyOf(didDocuments);
        rotations = List.copyOf(rotations);
    }
}
