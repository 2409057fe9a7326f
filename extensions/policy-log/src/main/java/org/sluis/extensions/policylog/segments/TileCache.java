// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.TileAddress;

/** The tiles read last, at most 2 MiB: a proof reads the same tile many times over. What is in a tile never changes. */
final class TileCache {

    private static final int SLOTS = 256;

    // nobody compares these
    @SuppressWarnings("ArrayRecordComponent")
    private record Tile(int level, long index, byte[] hashes) {}

    private final AtomicReferenceArray<Tile> slots = new AtomicReferenceArray<>(SLOTS);

    /** The tile, when it was kept at least that wide. */
    Optional<byte[]> find(TileAddress address) {
        var tile = slots.get(slot(address));
        int length = address.width() * Hash.BYTES;
        return tile != null
                        && tile.level() == address.level()
                        && tile.index() == address.index()
                        && tile.hashes().length >= length
                ? Optional.of(Arrays.copyOf(tile.hashes(), length))
                : Optional.empty();
    }

    /** Keeps the tile; nobody changes the bytes afterwards. */
    void keep(TileAddress address, byte[] hashes) {
        slots.set(slot(address), new Tile(address.level(), address.index(), hashes));
    }

    private static int slot(TileAddress address) {
        return (int) ((address.index() + 61L * address.level()) % SLOTS);
    }
}
