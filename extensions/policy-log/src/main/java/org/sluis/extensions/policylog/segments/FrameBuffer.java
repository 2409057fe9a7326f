// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.nio.ByteBuffer;

/** A frame in the making; for one thread. */
final class FrameBuffer {

    private static final int SMALL = 1 << 20;

    private ByteBuffer bytes = ByteBuffer.allocate(SMALL);

    /** Begins a frame. */
    void begin(byte kind) {
        if (bytes.capacity() > Frame.MOST_BODY / 4) {
            bytes = ByteBuffer.allocate(SMALL);
        }
        bytes.clear().position(Frame.HEADER).put(kind);
    }

    /** Where the next byte goes, counted from the frame's beginning. */
    int position() {
        return bytes.position();
    }

    /** Room for that many bytes. */
    ByteBuffer room(int count) {
        if (bytes.remaining() < count) {
            var larger = ByteBuffer.allocate(Math.max(bytes.capacity() * 2, bytes.position() + count));
            larger.put(bytes.flip());
            bytes = larger;
        }
        return bytes;
    }

    /** The finished frame. */
    ByteBuffer seal(long sequence) {
        Frame.seal(bytes, sequence);
        return bytes.flip();
    }
}
