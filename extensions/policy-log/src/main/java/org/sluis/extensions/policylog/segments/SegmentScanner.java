// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a segment frame by frame; for one thread. */
final class SegmentScanner {

    private static final int WINDOW = 1 << 20;
    private static final byte[] NOTHING = {};

    private final LogFile file;
    private final long length;
    private byte[] window = NOTHING;
    private long windowStart;
    private long position;

    SegmentScanner(LogFile file, long position) throws IOException {
        this.file = file;
        this.position = position;
        length = file.size();
    }

    /** Where the next frame should begin. */
    long position() {
        return position;
    }

    /** The next frame; empty, and the position stays, when there is no valid one with that sequence. */
    Optional<Frame> next(long sequence) throws IOException {
        var frame = frame(position).filter(read -> read.sequence() == sequence);
        frame.ifPresent(read -> position += Frame.HEADER + read.body().length);
        return frame;
    }

    /** Whether nothing was ever written from here on. */
    boolean restIsEmpty() throws IOException {
        for (long at = position; at < length; at += WINDOW) {
            for (byte b : bytes(at, (int) Math.min(WINDOW, length - at))) {
                if (b != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Where behind the next frame's place there is a valid one of that sequence or a later one. */
    OptionalLong laterFrame(long sequence) throws IOException {
        for (long at = position + 1; at + Frame.HEADER <= length; at++) {
            // 'P' is found fast; nearly every other candidate fails at its magic bytes
            if (byteAt(at) == 'P'
                    && frame(at).filter(read -> read.sequence() >= sequence).isPresent()) {
                return OptionalLong.of(at);
            }
        }
        return OptionalLong.empty();
    }

    private Optional<Frame> frame(long at) throws IOException {
        if (at + Frame.HEADER > length) {
            return Optional.empty();
        }
        var body = Frame.bodyLength(bytes(at, Frame.HEADER));
        if (body.isEmpty() || at + Frame.HEADER + body.get() > length) {
            return Optional.empty();
        }
        return Frame.parse(bytes(at, Frame.HEADER + body.get()));
    }

    private byte byteAt(long at) throws IOException {
        load(at, 1);
        return window[(int) (at - windowStart)];
    }

    private byte[] bytes(long at, int count) throws IOException {
        load(at, count);
        int from = (int) (at - windowStart);
        return Arrays.copyOfRange(window, from, from + count);
    }

    private void load(long at, int count) throws IOException {
        if (at >= windowStart && at + count <= windowStart + window.length) {
            return;
        }
        var bytes = ByteBuffer.allocate((int) Math.min(length - at, Math.max(count, WINDOW)));
        if (file.read(bytes, at) < count) {
            throw new IOException("the segment became shorter while it was read");
        }
        window = bytes.array();
        windowStart = at;
    }
}
