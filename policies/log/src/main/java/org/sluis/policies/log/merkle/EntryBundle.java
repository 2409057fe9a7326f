// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The leaves beside a tile of level 0: each with its length as a big-endian u16 before it (C2SP tlog-tiles). */
public final class EntryBundle {

    private static final int LARGEST = 0xffff;

    private EntryBundle() {}

    public static byte[] encode(List<byte[]> leaves) {
        var bytes = new ByteArrayOutputStream();
        for (var leaf : leaves) {
            if (leaf.length > LARGEST) {
                throw new IllegalArgumentException("a leaf of " + leaf.length + " bytes does not fit an entry bundle");
            }
            bytes.write(leaf.length >> 8);
            bytes.write(leaf.length);
            bytes.writeBytes(leaf);
        }
        return bytes.toByteArray();
    }

    /** The leaves, or empty when there are not exactly {@code width} whole ones. */
    public static Optional<List<byte[]>> decode(byte[] bytes, int width) {
        var rest = ByteBuffer.wrap(bytes);
        var leaves = new ArrayList<byte[]>();
        while (leaves.size() < width) {
            int length = rest.remaining() < 2 ? Integer.MAX_VALUE : rest.getShort() & LARGEST;
            if (length > rest.remaining()) {
                return Optional.empty();
            }
            var leaf = new byte[length];
            rest.get(leaf);
            leaves.add(leaf);
        }
        return rest.hasRemaining() ? Optional.empty() : Optional.of(leaves);
    }
}
