// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens files that may be anything. */
final class InputFile {

    private InputFile() {}

    static Path path(String text) throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("not a path: " + text);
        }
    }

    /** The whole file, mapped into memory and not copied. */
    static ByteBuffer map(Path file) throws FileException {
        requireRegular(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new FileException(file, "has more than 2 GiB; no bundle is that large");
            }
            return channel.map(MapMode.READ_ONLY, 0, channel.size());
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    /** A small file as a whole. */
    static byte[] bytes(Path file, int most) throws FileException {
        requireRegular(file);
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new FileException(file, "has more than " + most + " bytes; it is something else");
            }
            return bytes;
        } catch (IOException e) {
            throw FileException.reading(file, e);
        }
    }

    /** Whether the file begins with these characters. */
    static boolean begins(ByteBuffer file, String with) {
        var wanted = with.getBytes(StandardCharsets.US_ASCII);
        return file.remaining() >= wanted.length && file.slice(0, wanted.length).equals(ByteBuffer.wrap(wanted));
    }

    /** Not a folder, which has no bytes, and not a device, which may have no end. */
    private static void requireRegular(Path file) throws FileException {
        if (!Files.exists(file)) {
            throw new FileException(file, "cannot be read: there is no such file; check the path");
        }
        if (!Files.isRegularFile(file)) {
            throw new FileException(file, "is not a file" + (Files.isDirectory(file) ? " but a folder" : ""));
        }
    }
}
