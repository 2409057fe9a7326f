// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The verifier of policy-log bundles that was written in Python from the format's page alone, as processes. */
final class SecondVerifier {

    private static final Path SCRIPTS =
            Path.of("../second-verifier").toAbsolutePath().normalize();
    private static final int MOST_SECONDS = 600;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A started process and the file that takes what it says. */
    record Running(Process process, Path answer) {

        /** The exit code and the JSON it said. */
        Answer end() throws IOException, InterruptedException {
            try {
                assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                        .as("the second verifier ends in time")
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
            var said = Files.readString(answer);
            return new Answer(process.exitValue(), said.isBlank() ? JSON.nullNode() : JSON.readTree(said));
        }
    }

    record Answer(int exitCode, JsonNode said) {}

    private final Path folder;

    /** Its answers are written into {@code folder}. */
    SecondVerifier(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, with the reason, where the second verifier cannot run. */
    static void isThere() throws InterruptedException {
        assumeTrue(
                succeeds("import sys; sys.exit(sys.version_info < (3, 11))"),
                "skipped: python3 (3.11 or newer) is missing; on Debian: apt-get install python3");
        assumeTrue(
                succeeds("import cryptography"),
                "skipped: python3-cryptography is missing; on Debian: apt-get install python3-cryptography");
    }

    Answer say(Object... arguments) throws IOException, InterruptedException {
        return start(arguments).end();
    }

    Running start(Object... arguments) throws IOException {
        return start("sluis_log_verify.py", arguments);
    }

    /** Writes made bundles into a folder: those named, or all. */
    void makeCases(Path target, Object... names) throws IOException, InterruptedException {
        var arguments = Stream.concat(Stream.of(target), Stream.of(names)).toArray();
        assertThat(start("cases.py", arguments).end().exitCode()).isZero();
    }

    private Running start(String script, Object... arguments) throws IOException {
        var command = new ArrayList<>(List.of("python3", SCRIPTS.resolve(script).toString()));
        for (var argument : arguments) {
            command.add(argument.toString());
        }
        var answer = Files.createTempFile(folder, "answer", ".json");
        var process = new ProcessBuilder(command)
                .redirectOutput(answer.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Running(process, answer);
    }

    private static boolean succeeds(String program) throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", program)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
