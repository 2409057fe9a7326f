// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamId;

/** The ends of all durable streams: about 90 bytes each, no object per stream; for many threads. */
final class CompactHeads {

    /** Takes one stream after the other. */
    interface Each<E extends Exception> {
        void accept(StreamId stream, StreamHead head) throws E;
    }

    private static final int ROW = 10;
    private static final int ROWS = 1024;
    private static final int ENTRIES = 4;
    private static final int LEAF = 5;
    private static final int INDEX = 9;

    private final List<long[]> chunks = new ArrayList<>();
    /** Row number plus one, by the first bits of the stream's id; 0 where there is none. */
    private int[] table = new int[1 << 10];

    private int count;

    synchronized Optional<StreamHead> head(StreamId stream) {
        var key = longs(stream.value());
        int row = table[slot(key)] - 1;
        return row < 0 ? Optional.empty() : Optional.of(head(row));
    }

    synchronized void put(StreamId stream, StreamHead head) {
        var key = longs(stream.value());
        int slot = slot(key);
        if (table[slot] == 0) {
            if (count % ROWS == 0) {
                chunks.add(new long[ROW * ROWS]);
            }
            System.arraycopy(key, 0, chunk(count), at(count), key.length);
            table[slot] = ++count;
        }
        int row = table[slot] - 1;
        var chunk = chunk(row);
        chunk[at(row) + ENTRIES] = head.entries();
        System.arraycopy(longs(head.leaf()), 0, chunk, at(row) + LEAF, 4);
        chunk[at(row) + INDEX] = head.index();
        if (count * 2 > table.length) {
            grow();
        }
    }

    synchronized int count() {
        return count;
    }

    /** A copy that stays as it is. */
    synchronized CompactHeads copy() {
        var copy = new CompactHeads();
        chunks.forEach(chunk -> copy.chunks.add(chunk.clone()));
        copy.table = table.clone();
        copy.count = count;
        return copy;
    }

    synchronized <E extends Exception> void forEach(Each<E> each) throws E {
        for (int row = 0; row < count; row++) {
            each.accept(new StreamId(hash(chunk(row), at(row))), head(row));
        }
    }

    private StreamHead head(int row) {
        var chunk = chunk(row);
        int at = at(row);
        return new StreamHead(chunk[at + ENTRIES], hash(chunk, at + LEAF), chunk[at + INDEX]);
    }

    private int slot(long[] key) {
        int slot = (int) (key[0] >>> 33) & (table.length - 1);
        while (table[slot] != 0 && !matches(table[slot] - 1, key)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private boolean matches(int row, long[] key) {
        var chunk = chunk(row);
        int at = at(row);
        return chunk[at] == key[0] && chunk[at + 1] == key[1] && chunk[at + 2] == key[2] && chunk[at + 3] == key[3];
    }

    private void grow() {
        table = new int[table.length * 2];
        for (int row = 0; row < count; row++) {
            var chunk = chunk(row);
            int at = at(row);
            table[slot(new long[] {chunk[at], chunk[at + 1], chunk[at + 2], chunk[at + 3]})] = row + 1;
        }
    }

    private long[] chunk(int row) {
        return chunks.get(row / ROWS);
    }

    private static int at(int row) {
        return row % ROWS * ROW;
    }

    private static long[] longs(Hash hash) {
        var bytes = ByteBuffer.wrap(hash.bytes());
        return new long[] {bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong()};
    }

    private static Hash hash(long[] row, int at) {
        var bytes = ByteBuffer.allocate(Hash.BYTES);
        for (int i = 0; i < 4; i++) {
            bytes.putLong(row[at + i]);
        }
        return Hash.of(bytes.array());
    }
}
