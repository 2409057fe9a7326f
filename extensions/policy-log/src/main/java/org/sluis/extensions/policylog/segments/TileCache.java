// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The tiles read last, at most 8 MiB. Every proof reads the same few tiles of the upper levels, and one of many of the lowest level,
 * which may not drive out the others. What is in a tile never changes.
 */
final class TileCache {

    private static final int LOWEST = 64;
    private static final int UPPER = 256;

    private record Kept(int level, long index, HashedTile tile) {}

    private final AtomicReferenceArray<Kept> slots = new AtomicReferenceArray<>(LOWEST + UPPER);

    /** The tile, however wide it was when it was kept. */
    Optional<HashedTile> find(int level, long index) {
        var kept = slots.get(slot(level, index));
        return kept != null && kept.level() == level && kept.index() == index
                ? Optional.of(kept.tile())
                : Optional.empty();
    }

    void keep(int level, long index, HashedTile tile) {
        slots.set(slot(level, index), new Kept(level, index, tile));
    }

    void clear() {
        for (int i = 0; i < slots.length(); i++) {
            slots.set(i, null);
        }
    }

    private static int slot(int level, long index) {
        return level == 0 ? (int) (index % LOWEST) : LOWEST + (int) ((index + 61L * level) % UPPER);
    }
}
