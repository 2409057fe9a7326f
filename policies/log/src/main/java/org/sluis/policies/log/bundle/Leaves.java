// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.sluis.policies.log.leaf.LeafRecord;
import org.sluis.policies.log.leaf.LogEntry;
import org.sluis.policies.log.merkle.TreeHashing;

/** The file leaves.bin: for each leaf its index (u64), its length (u16), its record; indices ascend. */
final class Leaves {

    private static final int HEADER = Long.BYTES + Short.BYTES;

    private Leaves() {}

    static List<LogEntry> parse(ByteBuffer bytes) throws UnreadableBundleException {
        var rest = bytes.duplicate();
        var hashing = new TreeHashing();
        var leaves = new ArrayList<LogEntry>();
        long before = -1;
        while (rest.hasRemaining()) {
            require(rest.remaining() >= HEADER, before);
            long index = rest.getLong();
            int length = rest.getShort() & 0xffff;
            require(index > before && length <= rest.remaining(), before);
            var record = new byte[length];
            rest.get(record);
            var leaf = LeafRecord.parse(record)
                    .orElseThrow(() -> new UnreadableBundleException(
                            FileNames.LEAVES, "the leaf of entry " + index + " is not a leaf record"));
            leaves.add(new LogEntry(index, leaf, hashing.leaf(record)));
            before = index;
        }
        return leaves;
    }

    static byte[] bytes(Collection<LogEntry> leaves) {
        var bytes = new ByteArrayOutputStream();
        for (var leaf : leaves) {
            var record = leaf.leaf().bytes();
            bytes.writeBytes(ByteBuffer.allocate(HEADER)
                    .putLong(leaf.index())
                    .putShort((short) record.length)
                    .array());
            bytes.writeBytes(record);
        }
        return bytes.toByteArray();
    }

    private static void require(boolean holds, long before) throws UnreadableBundleException {
        if (!holds) {
            throw new UnreadableBundleException(
                    FileNames.LEAVES, "cut short, or indices that do not ascend, after entry " + before);
        }
    }
}
