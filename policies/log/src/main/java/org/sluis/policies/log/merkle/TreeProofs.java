// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import java.util.ArrayList;
import java.util.List;
import org.sluis.policies.log.Hash;

/** Makes tree heads and proofs from the nodes of a tree, for any size that the tree has had; for one thread. */
public final class TreeProofs {

    private final TreeHashing hashing = new TreeHashing();
    private final TreeNodes nodes;

    public TreeProofs(TreeNodes nodes) {
        this.nodes = nodes;
    }

    /** The head of the tree's first {@code size} leaves. */
    public TreeHead head(long size) {
        return size == 0 ? TreeHead.EMPTY : new TreeHead(size, hash(0, size));
    }

    /** PATH(index, D[0:size]) of RFC 9162 section 2.1.3.1. */
    public InclusionProof inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
        }
        var path = new ArrayList<Hash>();
        collectPath(index, 0, size, path);
        return new InclusionProof(path);
    }

    /** PROOF(first, D[0:second]) of RFC 9162 section 2.1.4.1. */
    public ConsistencyProof consistency(long first, long second) {
        if (first < 1 || first > second) {
            throw new IllegalArgumentException("nothing to prove from " + first + " to " + second + " leaves");
        }
        var path = new ArrayList<Hash>();
        if (first < second) {
            collectSubproof(first, 0, second, true, path);
        }
        return new ConsistencyProof(path);
    }

    private void collectPath(long index, long from, long to, List<Hash> path) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            collectPath(index, from, middle, path);
            path.add(hash(middle, to));
        } else {
            collectPath(index, middle, to, path);
            path.add(hash(from, middle));
        }
    }

    private void collectSubproof(long first, long from, long to, boolean whole, List<Hash> path) {
        if (first == to) {
            if (!whole) {
                path.add(hash(from, to));
            }
            return;
        }
        long middle = from + split(to - from);
        if (first <= middle) {
            collectSubproof(first, from, middle, whole, path);
            path.add(hash(middle, to));
        } else {
            collectSubproof(first, middle, to, false, path);
            path.add(hash(from, middle));
        }
    }

    private Hash hash(long from, long to) {
        long leaves = to - from;
        if (Long.bitCount(leaves) == 1) {
            int level = Long.numberOfTrailingZeros(leaves);
            return nodes.node(level, from >> level);
        }
        long middle = from + split(leaves);
        return hashing.node(hash(from, middle), hash(middle, to));
    }

    /** The largest power of two below {@code leaves}. */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
