// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.export;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.log.bundle.BundleKey;
import org.sluis.policies.log.bundle.Manifest;
import org.sluis.policies.log.merkle.ConsistencyProof;
import org.sluis.policies.log.note.SignedNote;

/**
 * What was signed about our log, by us and by others.
 *
 * @param checkpoint with all signatures that are held
 * @param heads where the streams end in that checkpoint's tree
 * @param earlier checkpoints that somebody has seen, smallest first
 * @param keys of all who signed
 * @param documents DID documents with these keys
 * @param rotations of our log's key
 * @param peer what the other party's log signed and we hold
 */
public record Evidence(
        SignedNote checkpoint,
        SignedNote heads,
        List<Earlier> earlier,
        List<BundleKey> keys,
        List<String> documents,
        List<SignedNote> rotations,
        Optional<PeerNotes> peer) {

    public Evidence {
        earlier = List.copyOf(earlier);
        keys = List.copyOf(keys);
        documents = List.copyOf(documents);
        rotations = List.copyOf(rotations);
    }

    /** Without a proof when a restored backup lost its tree. */
    public record Earlier(SignedNote checkpoint, Optional<ConsistencyProof> proof) {}

    /** The other party's checkpoint, and where the streams end that we may know. */
    public record PeerNotes(SignedNote checkpoint, SignedNote heads) {}

    /** Where it comes from. */
    @FunctionalInterface
    public interface Source {

        /**
         * Signs a checkpoint of all that is logged, asks for fresh signatures, and gives what there is within seconds.
         *
         * @param peer DID of the other party; empty for a bundle of the whole log
         * @param streams whose ends shall be stated
         * @throws IOException if no checkpoint can be signed
         */
        Evidence fresh(Optional<String> peer, List<Manifest.Stream> streams) throws IOException;
    }
}
