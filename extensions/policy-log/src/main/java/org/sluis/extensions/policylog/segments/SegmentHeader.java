// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.sluis.policies.log.Hash;

/**
 * The beginning of a segment: 4 bytes {@code PLS1}, u64 first index, u64 first sequence, the same two of the segment before (all ones
 * for the first segment), 32 bytes root of the tree before its first entry, u32 CRC-32C of all that.
 */
record SegmentHeader(SegmentName name, SegmentName before, Hash root) {

    static final int BYTES = 72;

    private static final int MAGIC = 0x504c5331;
    private static final int CHECKED = BYTES - Integer.BYTES;

    static Optional<SegmentHeader> parse(byte[] bytes) {
        var rest = ByteBuffer.wrap(bytes);
        if (bytes.length != BYTES || rest.getInt() != MAGIC || rest.getInt(CHECKED) != crc(bytes)) {
            return Optional.empty();
        }
        var name = new SegmentName(rest.getLong(), rest.getLong());
        var before = new SegmentName(rest.getLong(), rest.getLong());
        return Optional.of(new SegmentHeader(name, before, Hash.at(bytes, rest.position())));
    }

    byte[] bytes() {
        var bytes = ByteBuffer.allocate(BYTES)
                .putInt(MAGIC)
                .putLong(name.firstIndex())
                .putLong(name.firstSequence())
                .putLong(before.firstIndex())
                .putLong(before.firstSequence())
                .put(root.bytes());
        return bytes.putInt(crc(bytes.array())).array();
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue();
    }
}
