// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The files in the folder of a product that look like exports. */
final class ExportFiles {
    private static final System.Logger LOG = System.getLogger(ExportFiles.class.getName());

    private ExportFiles() {}

    static Map<Path, FileStamp> in(Path folder) throws IOException {
        var files = new HashMap<Path, FileStamp>();
        try (var entries = Files.newDirectoryStream(folder)) {
            for (var file : entries) {
                var name = String.valueOf(file.getFileName());
                if (name.toLowerCase(Locale.ROOT).endsWith(".csv") && !name.startsWith(".") && !name.startsWith("~")) {
                    stamp(file, files);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException gone) {
            // Somebody moved the folder away; it may come back.
            LOG.log(System.Logger.Level.DEBUG, "no folder {0}", folder);
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return files;
    }

    private static void stamp(Path file, Map<Path, FileStamp> files) throws IOException {
        try {
            files.put(file, FileStamp.of(file));
        } catch (NoSuchFileException gone) {
            LOG.log(System.Logger.Level.DEBUG, "gone again: {0}", file.getFileName());
        }
    }

    /** Whether the last line has an end; without one the file may be half written. */
    static boolean lastLineEnds(Path file, FileStamp stamp) {
        try (var channel = Files.newByteChannel(file)) {
            var last = ByteBuffer.allocate(1);
            channel.position(Math.max(0, stamp.size() - 1));
            return channel.read(last) == 1 && last.get(0) == '\n';
        } catch (IOException unreadable) {
            // Reading it will tell why.
            return true;
        }
    }
}
