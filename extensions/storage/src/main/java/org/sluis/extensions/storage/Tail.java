// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The last words of a program, for an error message. */
final class Tail {

    private static final int MOST = 2_000;

    private Tail() {}

    /** At most 2,000 bytes of what the file has after {@code offset}; empty if there is no such file. */
    static String of(Path file, long offset) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(Math.max(Math.min(offset, in.length()), in.length() - MOST));
            var bytes = new byte[(int) Math.min(MOST, in.length() - in.getFilePointer())];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        }
    }
}
