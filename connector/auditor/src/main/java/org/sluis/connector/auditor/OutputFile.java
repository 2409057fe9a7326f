// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file to be written: whole or not at all, and over nothing that is there. */
record OutputFile(Path path, boolean force) {

    /** Writes the content of a file. */
    interface Content {
        void write(Appendable out) throws IOException;
    }

    /** Refuses early what would be refused after the work. */
    static OutputFile of(String path, boolean force) throws UsageException {
        var file = InputFile.path(path);
        if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UsageException(there(file));
        }
        return new OutputFile(file, force);
    }

    /** The same file with something behind its name. */
    OutputFile and(String suffix) throws UsageException {
        return of(path + suffix, force);
    }

    void write(Content content) throws FileException, UsageException {
        var absolute = path.toAbsolutePath();
        var temporary = absolute.resolveSibling(".sluis-log-" + UUID.randomUUID() + ".tmp");
        try {
            try (var out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(content, out);
            }
            if (force) {
                Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.move(temporary, absolute);
            }
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(there(path));
        } catch (IOException e) {
            throw FileException.writing(path, e);
        } finally {
            delete(temporary);
        }
    }

    static void write(Content content, OutputStream out) throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        content.write(writer);
        writer.flush();
    }

    private static void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // what went wrong before matters more, and this file is named as ours
            return;
        }
    }

    private static String there(Path file) {
        return file + " is there already; choose another name, or replace it with --force";
    }
}
