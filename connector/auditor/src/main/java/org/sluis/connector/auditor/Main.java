// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Starts the tool as a program of its own. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        var out = stream(FileDescriptor.out);
        var err = stream(FileDescriptor.err);
        System.setErr(err);
        int exitCode = Auditor.run(List.of(args), out, err);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /** Writes UTF-8 whatever the system's own encoding is. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new FileOutputStream(descriptor), descriptor == FileDescriptor.err, StandardCharsets.UTF_8);
    }
}
