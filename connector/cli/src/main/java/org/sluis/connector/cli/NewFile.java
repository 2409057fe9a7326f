// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command makes: whole or not at all, and never over another. */
final class NewFile {

    private NewFile() {}

    /** Returns how many bytes it has. */
    static long write(Path file, InputStream content) {
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            var unfinished = Files.createTempFile(folder(file), ".sluis-", ".unfinished");
            try {
                try (var out = Files.newOutputStream(unfinished)) {
                    content.transferTo(out);
                }
                Files.move(unfinished, file);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            return Files.size(file);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(ExitCode.FAILED, file + " exists already; name another file with --out", e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, file + " could not be written: " + e.getMessage(), e);
        }
    }

    private static Path folder(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("it names no file");
        }
        return folder;
    }
}
