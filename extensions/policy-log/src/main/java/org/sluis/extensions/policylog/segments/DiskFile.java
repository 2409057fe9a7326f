// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file on the real file system. Java closes a channel when a thread that reads through it is interrupted, so readers have a
 * channel of their own that is opened anew when that happens.
 */
final class DiskFile implements LogFile {

    private final Path path;
    private final FileChannel writing;
    private volatile FileChannel reading;
    private volatile boolean closed;

    DiskFile(Path path) throws IOException {
        this.path = path;
        writing = channel(path);
        reading = writing;
    }

    static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        boolean interrupted = false;
        int begin = target.position();
        try {
            while (true) {
                var channel = readingChannel();
                try {
                    return fill(channel, target, position);
                } catch (ClosedChannelException e) {
                    if (closed) {
                        throw e;
                    }
                    interrupted |= Thread.interrupted();
                    target.position(begin);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int fill(FileChannel channel, ByteBuffer target, long position) throws IOException {
        int begin = target.position();
        while (target.hasRemaining()) {
            int read = channel.read(target, position + target.position() - begin);
            if (read < 0) {
                break;
            }
        }
        return target.position() - begin;
    }

    private FileChannel readingChannel() throws IOException {
        var channel = reading;
        return channel == writing || !channel.isOpen() ? reopened() : channel;
    }

    private synchronized FileChannel reopened() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (reading == writing || !reading.isOpen()) {
            reading = FileChannel.open(path, StandardOpenOption.READ);
        }
        return reading;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        long at = position;
        while (source.hasRemaining()) {
            at += writing.write(source, at);
        }
    }

    @Override
    public long size() throws IOException {
        return writing.size();
    }

    @Override
    public void truncate(long size) throws IOException {
        writing.truncate(size);
    }

    @Override
    public void sync() throws IOException {
        writing.force(false);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        writing.close();
        reading.close();
    }
}
