// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What one sync makes durable: 4 bytes {@code PLF1}, u32 length of the body, u64 sequence, u32 CRC-32C of those and the body, the body.
 *
 * @param sequence one more than the frame before, across segments
 * @param body one byte kind, then the content
 */
// nobody compares these
@SuppressWarnings("ArrayRecordComponent")
record Frame(long sequence, byte[] body) {

    static final byte ENTRIES = 1;
    static final byte CHECKPOINT = 2;
    static final int HEADER = 20;
    static final int MOST_BODY = 64 << 20;

    private static final byte[] MAGIC = {'P', 'L', 'F', '1'};
    private static final int CHECKED = HEADER - Integer.BYTES;

    /** Writes the header before a body that begins at {@link #HEADER} and ends at the buffer's position. */
    static void seal(ByteBuffer frame, long sequence) {
        int end = frame.position();
        frame.put(0, MAGIC).putInt(4, end - HEADER).putLong(8, sequence);
        frame.putInt(CHECKED, crc(frame, end - HEADER));
    }

    /** The length of the body that the header at the beginning states; empty when there is no header or it is out of bounds. */
    static Optional<Integer> bodyLength(byte[] header) {
        if (header.length < HEADER || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(header).getInt(4);
        return length < 1 || length > MOST_BODY ? Optional.empty() : Optional.of(length);
    }

    /** Reads a whole frame; empty when a byte of it is not as it was written. */
    static Optional<Frame> parse(byte[] frame) {
        int length = frame.length - HEADER;
        if (bodyLength(frame).filter(stated -> stated == length).isEmpty()) {
            return Optional.empty();
        }
        var header = ByteBuffer.wrap(frame);
        return header.getInt(CHECKED) == crc(header, length)
                ? Optional.of(new Frame(header.getLong(8), Arrays.copyOfRange(frame, HEADER, frame.length)))
                : Optional.empty();
    }

    byte kind() {
        return body[0];
    }

    private static int crc(ByteBuffer frame, int bodyLength) {
        var crc = new CRC32C();
        crc.update(frame.duplicate().position(0).limit(CHECKED));
        crc.update(frame.duplicate().limit(HEADER + bodyLength).position(HEADER));
        return (int) crc.getValue();
    }
}
