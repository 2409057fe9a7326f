// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The {@code sluis} command. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /** Runs one command in this process and returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        var failures = new Failures(arguments);
        return new CommandLine(new Sluis())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler(failures::execution)
                .execute(arguments);
    }
}
