// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import java.util.ArrayList;
import java.util.List;
import org.sluis.policies.log.Hash;

/** Which tiles a tree has, and what is in them. */
public final class Tiles {

    private Tiles() {}

    /** The tiles that a tree of {@code size} leaves has and one of {@code before} leaves has not, lowest level first. */
    public static List<TileAddress> added(long before, long size) {
        if (before < 0 || before > size) {
            throw new IllegalArgumentException("a tree does not shrink from " + before + " to " + size);
        }
        var added = new ArrayList<TileAddress>();
        for (int level = 0; level * TileAddress.HEIGHT < Long.SIZE - 1; level++) {
            long had = before >> (level * TileAddress.HEIGHT);
            long hashes = size >> (level * TileAddress.HEIGHT);
            if (had == hashes) {
                // the levels above depend on this one alone
                return added;
            }
            for (long index = had / TileAddress.FULL; index * TileAddress.FULL < hashes; index++) {
                added.add(at(level, index, size));
            }
        }
        return added;
    }

    /** The widest tile at that place in a tree of {@code size} leaves. */
    public static TileAddress at(int level, long index, long size) {
        long hashes = (size >> (level * TileAddress.HEIGHT)) - index * TileAddress.FULL;
        return new TileAddress(level, index, (int) Math.min(TileAddress.FULL, hashes));
    }

    /** The bytes of a tile. */
    public static byte[] bytes(TileAddress address, TreeNodes nodes) {
        var bytes = new byte[address.width() * Hash.BYTES];
        for (int i = 0; i < address.width(); i++) {
            nodes.node(address.level() * TileAddress.HEIGHT, address.index() * TileAddress.FULL + i)
                    .copyTo(bytes, i * Hash.BYTES);
        }
        return bytes;
    }
}
