// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import java.util.ArrayList;
import java.util.List;
import org.sluis.policies.log.Hash;

/** The right edge of a growing tree: all that is needed to append leaves and to know the tree head; for one thread. */
public final class Frontier {

    private final TreeHashing hashing = new TreeHashing();
    private final NodeSink sink;
    /** Hash of the complete subtree of 2^level leaves at the right edge, where bit {@code level} of the size is set. */
    private final List<Hash> edge = new ArrayList<>();

    private long size;

    /** An empty tree. */
    public Frontier(NodeSink sink) {
        this.sink = sink;
    }

    /** A frontier that nobody listens to. */
    public Frontier() {
        this((level, index, hash) -> {});
    }

    /** Continues a tree of {@code size} leaves whose nodes are known. */
    public static Frontier of(long size, TreeNodes nodes, NodeSink sink) {
        var frontier = new Frontier(sink);
        frontier.size = size;
        for (int level = 0; size >> level != 0; level++) {
            var subtrees = size >> level;
            frontier.edge.add((subtrees & 1) == 1 ? nodes.node(level, subtrees - 1) : TreeHashing.EMPTY);
        }
        return frontier;
    }

    /** Appends a leaf and returns its hash. */
    public Hash append(byte[] leaf) {
        var hash = hashing.leaf(leaf);
        appendHash(hash);
        return hash;
    }

    /** Appends a leaf of which only the leaf hash is known. */
    public void appendHash(Hash leaf) {
        var hash = leaf;
        sink.complete(0, size, hash);
        int level = 0;
        for (var rest = size; (rest & 1) == 1; rest >>= 1) {
            hash = hashing.node(edge.get(level), hash);
            level++;
            sink.complete(level, size >> level, hash);
        }
        if (level == edge.size()) {
            edge.add(hash);
        } else {
            edge.set(level, hash);
        }
        size++;
    }

    public long size() {
        return size;
    }

    public TreeHead head() {
        if (size == 0) {
            return TreeHead.EMPTY;
        }
        int level = Long.numberOfTrailingZeros(size);
        var root = edge.get(level);
        for (level++; level < edge.size(); level++) {
            if (((size >> level) & 1) == 1) {
                root = hashing.node(edge.get(level), root);
            }
        }
        return new TreeHead(size, root);
    }
}
