// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Held by the one process that uses a data directory; the operating system gives it back when that process dies. */
final class DirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock take(Path directory) throws IOException {
        var file = directory.resolve("lock");
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                var pid = ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
                channel.truncate(0).write(pid);
                return new DirectoryLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // This very process holds it: answered like any other holder.
        }
        var holder = ByteBuffer.allocate(20);
        channel.read(holder, 0);
        channel.close();
        throw new StorageException("The data directory " + directory + " is in use by another connector (process "
                + new String(holder.array(), 0, holder.position(), StandardCharsets.US_ASCII)
                + "). Stop that one first, or give this one a directory of its own.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
