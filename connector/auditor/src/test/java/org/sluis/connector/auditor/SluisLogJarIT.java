// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.log.report.SampleStory;

/** The one jar as an auditor gets it, in a process of its own; runs after it is packaged. */
class SluisLogJarIT {

    private static final Path JAR = Path.of("target/sluis-log.jar").toAbsolutePath();
    private static final Path VECTORS = Path.of("../../policies/log/src/test/resources/bundles");

    /** What a run left behind. */
    private record Outcome(int exitCode, String out, String err) {}

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "honest, 0, Verified",
        "payload-altered, 1, Tampered",
        "proof-cut, 3, Unreadable",
        "one-sided, 4, Incomplete"
    })
    void verifiesTheVectors(String vector, int exitCode, String verdict) throws Exception {
        var outcome =
                run("verify", VECTORS.resolve(vector + ".zip").toRealPath().toString());

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith(verdict + ": ");
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(run("fly").exitCode()).isEqualTo(2);
        assertThat(run().err()).contains("verify, reconcile, report or prove");
        assertThat(run("verify", "nowhere.zip").exitCode()).isEqualTo(3);
    }

    @Test
    void reconcilesReportsAndProves() throws Exception {
        var story = SampleStory.told();
        Files.write(folder.resolve("provider.zip"), story.provider());
        Files.write(folder.resolve("consumer.zip"), story.consumer());

        assertThat(run("reconcile", "provider.zip", "consumer.zip").exitCode()).isZero();
        assertThat(run("report", "provider.zip").out())
                .startsWith("<!DOCTYPE html>")
                .contains("·", "→");
        assertThat(run("prove", "provider.zip", "3", "--out", "entry").exitCode())
                .isZero();
        var anchors =
                "--anchor=" + story.maker.did + "=" + story.maker.key.key().vkey();
        assertThat(run("verify", "entry", anchors).exitCode()).isEqualTo(4);
    }

    @Test
    void hasNothingInsideButTheLogsLibraryTheToolAndBouncyCastle() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .isNotEmpty()
                    .allMatch(name -> name.equals("META-INF/MANIFEST.MF")
                            || (name.endsWith(".class")
                                    && (name.startsWith("org/sluis/policies/log/")
                                            || name.startsWith("org/sluis/connector/auditor/")
                                            || name.startsWith("org/bouncycastle/"))));
            assertThat(jar.getManifest().getMainAttributes().getValue("Class-Path"))
                    .isNull();
        }
    }

    private Outcome run(String... args) throws Exception {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(args));
        var out = folder.resolve("out.txt");
        var err = folder.resolve("err.txt");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Outcome(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
