// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a command that somebody typed said, and how it ended. */
record Command(int exit, String output) {

    private static final int SECONDS = 120;

    /** Waits for its end; all that it says is in {@code output}, errors too. */
    static Command run(List<String> command) throws IOException, InterruptedException {
        var said = Files.createTempFile("command", ".txt");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(command + " did not end within " + SECONDS + " s");
            }
            return new Command(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
            Files.delete(said);
        }
    }

    /** {@code sluis log ...} for a company. */
    static Command log(Company company, String... arguments) throws IOException, InterruptedException {
        return run(Distribution.command(
                list("log", arguments, "--company", company.folder().toString())));
    }

    /** The auditor's tool, which has no company: its own jar when there is one. */
    static Command audit(String verb, Path... bundles) throws IOException, InterruptedException {
        var files = List.of(bundles).stream().map(Path::toString).toArray(String[]::new);
        return run(Distribution.auditor(list(verb, files)));
    }

    private static String[] list(String first, String[] middle, String... last) {
        var all = new ArrayList<>(List.of(first));
        all.addAll(List.of(middle));
        all.addAll(List.of(last));
        return all.toArray(String[]::new);
    }
}
