// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file cannot be read or written. */
final class FileException extends Exception {

    private static final long serialVersionUID = 1L;

    FileException(Path file, String message) {
        super(file + ": " + message);
    }

    static FileException reading(Path file, IOException e) {
        return new FileException(file, "cannot be read: " + reason(e));
    }

    static FileException writing(Path file, IOException e) {
        return new FileException(file, "cannot be written: " + reason(e));
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder; check the path";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied; check its permissions";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
