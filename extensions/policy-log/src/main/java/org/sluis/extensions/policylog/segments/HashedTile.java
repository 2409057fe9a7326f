// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.util.Arrays;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.TileAddress;
import org.sluis.policies.log.merkle.TreeHashing;

/**
 * A tile with the nodes above its hashes, each computed when it is first asked for. A node that is complete never changes, so it does
 * no harm when two threads compute the same one.
 */
final class HashedTile {

    private final byte[] hashes;
    /** As a heap: the root is at 1, the nodes below i are at 2 i and 2 i + 1. */
    private final Hash[] above;

    private HashedTile(byte[] hashes, Hash[] above) {
        this.hashes = hashes;
        this.above = above;
    }

    /** A tile of these hashes; nobody changes the bytes afterwards. */
    static HashedTile of(byte[] hashes) {
        return new HashedTile(hashes, new Hash[TileAddress.FULL]);
    }

    /** The same tile with more hashes. */
    HashedTile widened(byte[] more) {
        return new HashedTile(more, above.clone());
    }

    int width() {
        return hashes.length / Hash.BYTES;
    }

    byte[] bytes(int width) {
        return Arrays.copyOf(hashes, width * Hash.BYTES);
    }

    /** The node over {@code 1 << height} hashes from {@code index << height} on, all of which the tile has. */
    Hash node(int height, int index, TreeHashing hashing) {
        if (height == 0) {
            return Hash.at(hashes, index * Hash.BYTES);
        }
        int place = (TileAddress.FULL >> height) + index;
        var known = above[place];
        if (known == null) {
            known = hashing.node(node(height - 1, 2 * index, hashing), node(height - 1, 2 * index + 1, hashing));
            above[place] = known;
        }
        return known;
    }
}
