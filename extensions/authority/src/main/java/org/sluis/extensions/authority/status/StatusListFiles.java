// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Published status lists as files that any web server can mirror; each is replaced whole. */
final class StatusListFiles {

    private final Path folder;

    StatusListFiles(Path folder) {
        this.folder = folder;
    }

    void write(int number, StatusCredentials.Published list) {
        try {
            Files.createDirectories(folder);
            replace(number + ".jwt", list.jwt());
            replace(number + ".json", list.json());
        } catch (IOException e) {
            throw new UncheckedIOException("the status lists cannot be written to " + folder, e);
        }
    }

    private void replace(String name, String text) throws IOException {
        var written = Files.createTempFile(folder, "." + name, "");
        try {
            Files.writeString(written, text);
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(
                    written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system of " + folder + " cannot replace a file in one step", e);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
