// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Writes files that are there whole or not at all, also after a power cut. */
final class DurableFiles {
    private DurableFiles() {}

    /**
     * Writes or replaces files of one folder, in their order.
     *
     * <p>None of them is to be seen before all of them are on the disk: a full disk leaves what was there. A crash may
     * leave the first few of them, each whole.
     */
    static void write(Map<Path, byte[]> files) throws IOException {
        try {
            for (var file : files.entrySet()) {
                writePartial(partial(file.getKey()), file.getValue());
            }
            for (var file : files.keySet()) {
                Files.move(partial(file), file, StandardCopyOption.ATOMIC_MOVE);
                forceFolder(file.toAbsolutePath().getParent());
            }
        } finally {
            for (var file : files.keySet()) {
                Files.deleteIfExists(partial(file));
            }
        }
    }

    private static Path partial(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".partial");
    }

    private static void writePartial(Path partial, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** The new name itself is durable only when the folder is. Some systems cannot open a folder. */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
