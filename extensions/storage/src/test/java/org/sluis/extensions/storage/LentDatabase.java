// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The database of a company without the company, for others in a benchmark; it lives until standard input ends. */
public final class LentDatabase {

    private LentDatabase() {}

    /** Argument: a folder. Prints address, user and password, each on a line. */
    public static void main(String[] arguments) throws IOException {
        try (var lent = EmbeddedDatabase.start(Path.of(arguments[0]))) {
            var database = lent.database();
            System.out.println(database.url());
            System.out.println(database.user());
            System.out.println(database.password());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
