// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import java.util.ArrayList;
import java.util.List;
import org.sluis.policies.log.Hash;

/** All nodes of a tree in memory. */
public final class InMemoryNodes implements TreeNodes, NodeSink {

    private final List<List<Hash>> levels = new ArrayList<>();

    @Override
    public Hash node(int level, long index) {
        if (level < 0
                || level >= levels.size()
                || index < 0
                || index >= levels.get(level).size()) {
            throw new IllegalArgumentException("the tree has no complete node " + index + " at level " + level);
        }
        return levels.get(level).get((int) index);
    }

    @Override
    public void complete(int level, long index, Hash hash) {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        if (levels.get(level).size() != index) {
            throw new IllegalArgumentException("node " + index + " at level " + level + " is not the next one");
        }
        levels.get(level).add(hash);
    }
}
