// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command {@code sluis}, as somebody of a company types it. */
final class Sluis {

    private static final int LONGEST_SECONDS = 120;

    private Sluis() {}

    /** What a command said, on both outputs, and how it ended. */
    record Told(int code, String text) {}

    static Told run(Company company, String... arguments) throws IOException, InterruptedException {
        return run(Stream.concat(
                        Arrays.stream(arguments),
                        Stream.of("--company", company.folder().toString()))
                .toArray(String[]::new));
    }

    static Told run(String... arguments) throws IOException, InterruptedException {
        var process = new ProcessBuilder(Distribution.command(arguments))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("sluis " + String.join(" ", arguments) + " did not end; it said: " + text);
        }
        return new Told(process.exitValue(), text);
    }
}
