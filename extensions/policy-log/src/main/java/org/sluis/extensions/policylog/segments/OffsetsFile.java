// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Where in its segment each entry begins: u64 for entry i at byte 8 i. One thread adds, many read. */
final class OffsetsFile implements Closeable {

    private final LogFile file;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private long firstAdded;

    OffsetsFile(LogFiles files, Path path) throws IOException {
        file = files.open(path);
    }

    /** Keeps the offset until {@link #write}. */
    void add(long index, long position) {
        if (added.size() == 0) {
            firstAdded = index;
        }
        added.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    }

    void write() throws IOException {
        if (added.size() > 0) {
            file.write(ByteBuffer.wrap(added.toByteArray()), firstAdded * Long.BYTES);
            added.reset();
        }
    }

    void sync() throws IOException {
        file.sync();
    }

    /** Whether there is an offset for each of that many entries. */
    boolean covers(long size) throws IOException {
        return file.size() >= size * Long.BYTES;
    }

    /** The offset, or 0 when the file does not reach that far. */
    long position(long index) throws IOException {
        var bytes = ByteBuffer.allocate(Long.BYTES);
        return file.read(bytes, index * Long.BYTES) < Long.BYTES ? 0 : bytes.getLong(0);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
