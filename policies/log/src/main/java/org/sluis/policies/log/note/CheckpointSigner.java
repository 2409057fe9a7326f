// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.merkle.TreeNodes;
import org.sluis.policies.log.merkle.TreeProofs;

/**
 * Signs the checkpoints of one log, and none that contradicts one that anybody has seen.
 *
 * <p>The caller makes a checkpoint durable before its signature leaves the machine. For one thread.
 */
public final class CheckpointSigner {

    private final String origin;
    private final NoteSigner signer;
    private TreeHead seen;

    /**
     * Starts from the largest head that this log has signed, as its own storage and its witnesses know it.
     *
     * @param seen {@link TreeHead#EMPTY} for a log that never signed
     */
    public CheckpointSigner(String origin, NoteSigner signer, TreeHead seen) {
        this.origin = origin;
        this.signer = signer;
        this.seen = seen;
    }

    /**
     * Signs the head of the first {@code size} leaves.
     *
     * @throws ForkedTreeException when the tree is smaller than one that was seen, or not its continuation
     */
    public SignedNote sign(TreeNodes nodes, long size) throws ForkedTreeException {
        var proofs = new TreeProofs(nodes);
        if (size < seen.size()) {
            throw new ForkedTreeException("this tree has " + size + " entries, but a checkpoint over " + seen.size()
                    + " was signed: the log was restored from an older copy");
        }
        if (!proofs.head(seen.size()).equals(seen)) {
            throw new ForkedTreeException(
                    "the first " + seen.size() + " entries are not those of a checkpoint that was signed");
        }
        var checkpoint = Checkpoint.of(origin, proofs.head(size));
        seen = checkpoint.head();
        return SignedNote.of(checkpoint.text(), signer.sign(checkpoint.text()));
    }

    /** The largest head signed so far. */
    public TreeHead seen() {
        return seen;
    }
}
