// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file; reading is for many threads, everything else for one at a time. */
public interface LogFile extends Closeable {

    /** Fills the buffer from that position on, less only at the end of the file; returns how many bytes it read. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes all that remains in the buffer. */
    void write(ByteBuffer source, long position) throws IOException;

    long size() throws IOException;

    void truncate(long size) throws IOException;

    /** Makes content and length durable. */
    void sync() throws IOException;
}
