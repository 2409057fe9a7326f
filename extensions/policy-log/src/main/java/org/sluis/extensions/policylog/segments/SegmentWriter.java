// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The end of the last segment; for one thread. */
final class SegmentWriter implements Closeable {

    private final LogFile file;
    private final SegmentName name;
    private final int aheadBytes;
    private long end;
    private long written;

    private SegmentWriter(LogFile file, SegmentName name, long end, int aheadBytes) throws IOException {
        this.file = file;
        this.name = name;
        this.end = end;
        this.aheadBytes = aheadBytes;
        written = file.size();
    }

    /** Makes a new segment, durable when it returns; takes the place of one of that name. */
    static SegmentWriter create(LogFiles files, Path folder, SegmentHeader header, int aheadBytes) throws IOException {
        var path = folder.resolve(header.name().file());
        AtomicWrite.to(files, path, file -> file.write(ByteBuffer.wrap(header.bytes()), 0));
        return new SegmentWriter(files.open(path), header.name(), SegmentHeader.BYTES, aheadBytes);
    }

    /** Goes on behind the last frame. */
    static SegmentWriter resume(LogFiles files, Path path, SegmentName name, long end, int aheadBytes)
            throws IOException {
        return new SegmentWriter(files.open(path), name, end, aheadBytes);
    }

    /** Returns when the frame is durable. */
    void append(ByteBuffer frame) throws IOException {
        int length = frame.remaining();
        reach(length);
        file.write(frame, end);
        file.sync();
        end += length;
    }

    /** Fails when there is no room for a next frame; zeros behind the last one mean that nothing was written yet. */
    void reach(int length) throws IOException {
        if (end + length > written && aheadBytes > 0) {
            // with zeros there already, the sync of a frame does not have to record a new length
            var zeros = ByteBuffer.allocate(length + aheadBytes);
            file.write(zeros, end);
            written = end + zeros.capacity();
        }
    }

    /** Where the next frame goes: behind the last durable one. */
    long end() {
        return end;
    }

    SegmentName name() {
        return name;
    }

    /** Cuts off the zeros; nothing is appended any more. */
    void finish() throws IOException {
        file.truncate(end);
        file.sync();
        file.close();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
