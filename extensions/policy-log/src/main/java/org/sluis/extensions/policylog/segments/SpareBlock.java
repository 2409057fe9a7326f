// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;

/**
 * Tries whether the disk takes one more block. The block is given back each time: one that is kept, and written anew, shows a writable
 * disk but not that there is room on it.
 */
final class SpareBlock implements Closeable {

    private static final byte[] BLOCK = new byte[4096];

    static {
        // some file systems keep no block for zeros
        new Random(1).nextBytes(BLOCK);
    }

    private final LogFiles files;
    private final Path path;
    private LogFile file;

    SpareBlock(LogFiles files, Path path) {
        this.files = files;
        this.path = path;
    }

    /** Fails when nothing more can be written. */
    void require() throws IOException {
        if (file == null) {
            file = files.open(path);
        }
        try {
            file.write(ByteBuffer.wrap(BLOCK), 0);
            file.sync();
        } finally {
            file.truncate(0);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
