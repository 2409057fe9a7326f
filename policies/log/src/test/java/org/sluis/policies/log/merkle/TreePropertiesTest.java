// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sluis.policies.log.Hash;

/** The tree against a naive one, over sizes drawn from a printed seed, and every damage to a proof. */
class TreePropertiesTest {

    private static final long SEED = 20261121;
    private static final int ROUNDS = 150;

    private final Random random = new Random(SEED);

    @Test
    void theHeadIsTheNaiveRootAtEverySize() {
        var frontier = new Frontier();
        for (int size = 0; size <= 130; size++) {
            assertThat(frontier.head()).isEqualTo(new TreeHead(size, NaiveTree.root(Trees.leaves(size))));
            frontier.append(Trees.leaf(size));
        }
    }

    @Test
    void proofsAreTheNaiveOnesAndHold() {
        for (int round = 0; round < ROUNDS; round++) {
            int size = 1 + random.nextInt(600);
            int index = random.nextInt(size);
            int first = 1 + random.nextInt(size);
            var leaves = Trees.leaves(size);
            var proofs = new TreeProofs(Trees.nodes(size));

            var inclusion = proofs.inclusion(index, size);
            var consistency = proofs.consistency(first, size);

            var context = "seed " + SEED + ", round " + round;
            assertThat(inclusion.path()).as(context).isEqualTo(NaiveTree.path(index, leaves));
            assertThat(consistency.path()).as(context).isEqualTo(NaiveTree.subproof(first, leaves, true));
            assertThat(inclusion.proves(leafHash(index), index, proofs.head(size)))
                    .as(context)
                    .isTrue();
            assertThat(consistency.proves(proofs.head(first), proofs.head(size)))
                    .as(context)
                    .isTrue();
        }
    }

    @Test
    void anInclusionProofHoldsForItsOwnIndexSizeAndLeafAlone() {
        for (int round = 0; round < ROUNDS; round++) {
            int size = 2 + random.nextInt(300);
            int index = random.nextInt(size);
            var proofs = new TreeProofs(Trees.nodes(size + 1));
            var proof = proofs.inclusion(index, size);
            var head = proofs.head(size);
            var leaf = leafHash(index);

            assertThat(proof.proves(leaf, index, head)).isTrue();
            assertThat(proof.proves(leaf, size, head)).isFalse();
            assertThat(proof.proves(leaf, -1, head)).isFalse();
            assertThat(proof.proves(leaf, (index + 1) % size, head)).isFalse();
            assertThat(proof.proves(leafHash(size), index, head)).isFalse();
            assertThat(proof.proves(leaf, index, proofs.head(size + 1))).isFalse();
            assertThat(damaged(proof.path())).noneMatch(path -> new InclusionProof(path).proves(leaf, index, head));
        }
    }

    @Test
    void aConsistencyProofHoldsForItsOwnHeadsAlone() {
        for (int round = 0; round < ROUNDS; round++) {
            int second = 2 + random.nextInt(300);
            int first = 1 + random.nextInt(second - 1);
            var proofs = new TreeProofs(Trees.nodes(second + 1));
            var proof = proofs.consistency(first, second);
            var early = proofs.head(first);
            var late = proofs.head(second);

            assertThat(proof.proves(early, late)).isTrue();
            assertThat(proof.proves(late, early)).isFalse();
            assertThat(proof.proves(new TreeHead(first, late.root()), late)).isFalse();
            assertThat(proof.proves(early, new TreeHead(second, early.root()))).isFalse();
            assertThat(proof.proves(early, proofs.head(second + 1))).isFalse();
            assertThat(proof.proves(TreeHead.EMPTY, late)).isFalse();
            assertThat(damaged(proof.path())).noneMatch(path -> new ConsistencyProof(path).proves(early, late));
        }
    }

    @Test
    void anInnerNodeDoesNotPassAsALeaf() {
        var nodes = Trees.nodes(4);
        var head = new TreeProofs(nodes).head(4);

        var proof = new InclusionProof(List.of(nodes.node(1, 1)));

        assertThat(proof.proves(nodes.node(1, 0), 0, new TreeHead(2, head.root())))
                .as("two leaves whose hashes are the inner nodes: only the size tells")
                .isTrue();
        assertThat(proof.proves(nodes.node(1, 0), 0, head)).isFalse();
        assertThat(new TreeHashing().leaf(concatenated(nodes.node(0, 0), nodes.node(0, 1))))
                .isNotEqualTo(nodes.node(1, 0));
    }

    @Test
    void aFrontierContinuesFromTheNodesOfAnEarlierOne() {
        for (int round = 0; round < ROUNDS; round++) {
            int before = random.nextInt(300);
            int after = before + random.nextInt(300);
            var nodes = Trees.nodes(before);

            var frontier = Frontier.of(before, nodes, nodes);
            LongStream.range(before, after).forEach(index -> frontier.append(Trees.leaf(index)));

            assertThat(frontier.head()).isEqualTo(new TreeProofs(nodes).head(after));
            assertThat(frontier.head().root()).isEqualTo(NaiveTree.root(Trees.leaves(after)));
        }
    }

    @Test
    void proofsThatCannotBeAreNotMade() {
        var proofs = new TreeProofs(Trees.nodes(5));

        assertThatThrownBy(() -> proofs.inclusion(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proofs.inclusion(-1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proofs.inclusion(0, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proofs.consistency(0, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proofs.consistency(5, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    private Stream<List<Hash>> damaged(List<Hash> path) {
        var damaged = new ArrayList<List<Hash>>();
        for (int i = 0; i < path.size(); i++) {
            damaged.add(without(path, i));
            damaged.add(flipped(path, i));
        }
        damaged.add(longer(path, 0));
        damaged.add(longer(path, path.size()));
        return damaged.stream();
    }

    private static List<Hash> without(List<Hash> path, int index) {
        var shorter = new ArrayList<>(path);
        shorter.remove(index);
        return shorter;
    }

    private List<Hash> flipped(List<Hash> path, int index) {
        var bytes = path.get(index).bytes();
        bytes[random.nextInt(Hash.BYTES)] ^= (byte) (1 << random.nextInt(8));
        var flipped = new ArrayList<>(path);
        flipped.set(index, Hash.of(bytes));
        return flipped;
    }

    private static List<Hash> longer(List<Hash> path, int index) {
        var longer = new ArrayList<>(path);
        longer.add(index, TreeHashing.EMPTY);
        return longer;
    }

    private static Hash leafHash(long index) {
        return new TreeHashing().leaf(Trees.leaf(index));
    }

    private static byte[] concatenated(Hash left, Hash right) {
        var bytes = new byte[2 * Hash.BYTES];
        left.copyTo(bytes, 0);
        right.copyTo(bytes, Hash.BYTES);
        return bytes;
    }
}
