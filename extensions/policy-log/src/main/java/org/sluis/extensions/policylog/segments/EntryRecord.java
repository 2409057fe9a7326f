// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.Optional;
import org.sluis.policies.log.leaf.LeafRecord;

/**
 * An entry as it stands in a frame: u32 length of the rest, u16 length of the leaf record, the record, for each of its streams u64
 * index of the stream's previous entry, u32 number of the sealing key, u8 1 and a destruction or 0, the sealed payload.
 *
 * @param previous in the order of the leaf's streams; {@link #NONE} for the first of a stream
 */
// nobody compares these
@SuppressWarnings("ArrayRecordComponent")
record EntryRecord(byte[] leaf, long[] previous, int keyNumber, Optional<Destruction> destroys, byte[] sealed) {

    static final long NONE = -1;

    /** Everything but leaf and sealed payload, at most. */
    static final int MOST_OVERHEAD = 4 + 2 + LeafRecord.MOST_STREAMS * 8 + 4 + 1 + Destruction.BYTES;

    void write(ByteBuffer target) {
        int start = target.position();
        target.putInt(0).putShort((short) leaf.length).put(leaf);
        for (long index : previous) {
            target.putLong(index);
        }
        target.putInt(keyNumber).put((byte) (destroys.isPresent() ? 1 : 0));
        destroys.ifPresent(destruction -> destruction.write(target));
        target.put(sealed).putInt(start, target.position() - start - Integer.BYTES);
    }

    /** Reads the part behind the length; empty when it is not of this form. */
    static Optional<EntryRecord> parse(ByteBuffer rest) {
        try {
            var leaf = new byte[rest.getShort() & 0xffff];
            rest.get(leaf);
            var previous = new long[streams(leaf)];
            for (int i = 0; i < previous.length; i++) {
                previous[i] = rest.getLong();
            }
            int keyNumber = rest.getInt();
            var destroys = rest.get() == 1 ? Optional.of(Destruction.read(rest)) : Optional.<Destruction>empty();
            var sealed = new byte[rest.remaining()];
            rest.get(sealed);
            return Optional.of(new EntryRecord(leaf, previous, keyNumber, destroys, sealed));
        } catch (BufferUnderflowException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int streams(byte[] leaf) {
        return LeafRecord.parse(leaf)
                .orElseThrow(() -> new IllegalArgumentException("not a leaf record"))
                .streams()
                .size();
    }
}
