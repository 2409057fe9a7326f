// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import java.util.Collection;
import java.util.List;
import org.sluis.policies.log.merkle.ConsistencyProof;
import org.sluis.policies.log.merkle.TreeHead;

/**
 * Judges whether a checkpoint of another log may be cosigned, after the rules of C2SP tlog-witness; the caller keeps the
 * largest head that it has cosigned of each log and writes it down before the cosignature leaves.
 */
public final class Witness {

    /** What to do with a checkpoint. */
    public sealed interface Answer {

        /** The checkpoint continues what was seen: write its head down, then cosign. */
        record Cosign(Checkpoint checkpoint) implements Answer {}

        /** Not a checkpoint of that log by a known key, or one that nothing is proven of. */
        record Refuse(String reason) implements Answer {}

        /** The log shows two trees that exclude each other: evidence, to be kept. */
        record SplitView(Checkpoint checkpoint, TreeHead seen) implements Answer {}
    }

    private Witness() {}

    /**
     * Judges a checkpoint.
     *
     * @param seen the largest head cosigned of that log; {@link TreeHead#EMPTY} for none
     * @param proof from {@code seen} to the checkpoint; empty when sizes are equal or nothing was seen
     */
    public static Answer judge(
            SignedNote note, String origin, Collection<VerifierKey> logKeys, TreeHead seen, ConsistencyProof proof) {
        if (note.verify(logKeys) instanceof NoteVerdict.Refused refused) {
            return new Answer.Refuse(refused.reason());
        }
        var checkpoint = Checkpoint.parse(note.text());
        if (checkpoint.isEmpty() || !checkpoint.get().origin().equals(origin)) {
            return new Answer.Refuse("not a checkpoint of " + origin);
        }
        return compare(checkpoint.get(), seen, proof);
    }

    private static Answer compare(Checkpoint checkpoint, TreeHead seen, ConsistencyProof proof) {
        var head = checkpoint.head();
        if (head.size() == seen.size() && !head.root().equals(seen.root())) {
            return new Answer.SplitView(checkpoint, seen);
        }
        if (head.size() < seen.size()) {
            return new Answer.Refuse("a tree of " + seen.size() + " entries is known, this one has " + head.size());
        }
        boolean proven = seen.size() == 0 ? proof.path().equals(List.of()) : proof.proves(seen, head);
        return proven
                ? new Answer.Cosign(checkpoint)
                : new Answer.Refuse("no proof that the tree continues the " + seen.size() + " entries known");
    }
}
