// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluis.policies.log.merkle.ConsistencyProof;
import org.sluis.policies.log.merkle.Frontier;
import org.sluis.policies.log.merkle.InMemoryNodes;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.merkle.TreeProofs;

/** Signing one's own checkpoints and cosigning those of others. */
class WitnessTest {

    private static final String ORIGIN = "maker.example/plog/2026";
    private static final NoteSigner LOG = NoteSigner.ed25519(ORIGIN, new byte[32]);

    private final InMemoryNodes honest = tree(9, 0);
    private final InMemoryNodes rewritten = tree(9, 1);

    @Test
    void aTreeThatGrowsIsSigned() throws Exception {
        var signer = new CheckpointSigner(ORIGIN, LOG, TreeHead.EMPTY);

        signer.sign(honest, 5);
        var note = signer.sign(honest, 9);

        assertThat(note.verify(List.of(LOG.key())).by(LOG.key())).isPresent();
        assertThat(signer.seen()).isEqualTo(new TreeProofs(honest).head(9));
    }

    @Test
    void aSmallerTreeThanWasSeenIsNotSigned() {
        var signer = new CheckpointSigner(ORIGIN, LOG, new TreeProofs(honest).head(9));

        assertThatThrownBy(() -> signer.sign(honest, 8))
                .isInstanceOf(ForkedTreeException.class)
                .hasMessageContaining("restored from an older copy");
    }

    @Test
    void aRewrittenTreeIsNotSigned() {
        var signer = new CheckpointSigner(ORIGIN, LOG, new TreeProofs(honest).head(5));

        assertThatThrownBy(() -> signer.sign(rewritten, 9)).isInstanceOf(ForkedTreeException.class);
    }

    @Test
    void theFirstCheckpointOfALogIsCosigned() {
        assertThat(judge(honest, 5, TreeHead.EMPTY, new ConsistencyProof(List.of())))
                .isInstanceOf(Witness.Answer.Cosign.class);
    }

    @Test
    void aProvenContinuationIsCosigned() {
        var proofs = new TreeProofs(honest);

        assertThat(judge(honest, 9, proofs.head(5), proofs.consistency(5, 9)))
                .isInstanceOf(Witness.Answer.Cosign.class);
        assertThat(judge(honest, 9, proofs.head(5), new ConsistencyProof(List.of())))
                .isInstanceOf(Witness.Answer.Refuse.class);
    }

    @Test
    void anotherTreeOfTheSameSizeIsASplitView() {
        var proofs = new TreeProofs(honest);

        assertThat(judge(honest, 9, proofs.head(9), proofs.consistency(9, 9)))
                .isInstanceOf(Witness.Answer.Cosign.class);
        assertThat(judge(rewritten, 9, proofs.head(9), proofs.consistency(9, 9)))
                .isInstanceOf(Witness.Answer.SplitView.class);
    }

    @Test
    void aRewrittenOrSmallerTreeIsRefused() {
        var proofs = new TreeProofs(honest);

        assertThat(judge(rewritten, 9, proofs.head(5), new TreeProofs(rewritten).consistency(5, 9)))
                .isInstanceOf(Witness.Answer.Refuse.class);
        assertThat(judge(honest, 5, proofs.head(9), new ConsistencyProof(List.of())))
                .isInstanceOf(Witness.Answer.Refuse.class);
    }

    @Test
    void anotherLogsCheckpointIsRefused() {
        var checkpoint = Checkpoint.of("other.example", new TreeProofs(honest).head(5));
        var note = SignedNote.of(checkpoint.text(), LOG.sign(checkpoint.text()));

        assertThat(Witness.judge(note, ORIGIN, List.of(LOG.key()), TreeHead.EMPTY, new ConsistencyProof(List.of())))
                .isInstanceOf(Witness.Answer.Refuse.class);
    }

    private static Witness.Answer judge(InMemoryNodes tree, long size, TreeHead seen, ConsistencyProof proof) {
        var checkpoint = Checkpoint.of(ORIGIN, new TreeProofs(tree).head(size));
        var note = SignedNote.of(checkpoint.text(), LOG.sign(checkpoint.text()));
        return Witness.judge(note, ORIGIN, List.of(LOG.key()), seen, proof);
    }

    private static InMemoryNodes tree(int leaves, int salt) {
        var nodes = new InMemoryNodes();
        var frontier = new Frontier(nodes);
        for (int i = 0; i < leaves; i++) {
            frontier.append(new byte[] {(byte) i, (byte) salt});
        }
        return nodes;
    }
}
