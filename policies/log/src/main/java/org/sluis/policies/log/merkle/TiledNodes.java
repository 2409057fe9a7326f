// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import org.sluis.policies.log.Hash;

/** The nodes of a tree of known size, computed from its tiles; for one thread. */
public final class TiledNodes implements TreeNodes {

    private final TreeHashing hashing = new TreeHashing();
    private final TileSource tiles;
    private final long size;

    public TiledNodes(TileSource tiles, long size) {
        this.tiles = tiles;
        this.size = size;
    }

    @Override
    public Hash node(int level, long index) {
        if (level < 0 || level >= Long.SIZE - 1 || index < 0 || index >= size >> level) {
            throw new IllegalArgumentException("the tree has no complete node " + index + " at level " + level);
        }
        int above = level % TileAddress.HEIGHT;
        long first = index << above;
        var tile = tiles.read(Tiles.at(level / TileAddress.HEIGHT, first / TileAddress.FULL, size));
        return subtree(tile, (int) (first % TileAddress.FULL), 1 << above);
    }

    private Hash subtree(byte[] tile, int first, int hashes) {
        if (hashes == 1) {
            return Hash.at(tile, first * Hash.BYTES);
        }
        int half = hashes / 2;
        return hashing.node(subtree(tile, first, half), subtree(tile, first + half, half));
    }
}
