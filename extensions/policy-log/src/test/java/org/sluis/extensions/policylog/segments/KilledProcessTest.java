// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.extensions.policylog.segments.Drafts.CLOCK;
import static org.sluis.extensions.policylog.segments.Drafts.json;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.policies.log.merkle.TiledNodes;
import org.sluis.policies.log.merkle.TreeProofs;

/** A process that appends is killed, again and again, at any moment. */
class KilledProcessTest {

    private static final int KILLS = Integer.getInteger("sluis.log.kills", 3);
    private static final int NUMBERS = 10_000_000;

    @TempDir
    Path folder;

    /** Number appended by index. */
    private final Map<Long, Integer> acknowledged = new HashMap<>();

    private final Map<Long, String> checkpoints = new HashMap<>();

    @Test
    @Timeout(3600)
    void whatAKilledProcessAcknowledgedIsThere() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill(kill, 1 + random.nextInt(400));
            check(seed);
        }
        assertThat(acknowledged).isNotEmpty();
    }

    private void runAndKill(int kill, int millis) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        folder.resolve("log").toString(),
                        folder.resolve("keys").toString(),
                        String.valueOf(kill * (NUMBERS / KILLS)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = process.inputReader()) {
            assertThat(lines.readLine()).as("the process said").isEqualTo("ready");
            if (kill % 2 == 0) {
                // on a busy machine a kill can come before anything is acknowledged; not always
                readUntilAnEntry(lines);
            }
            var killer = new Thread(() -> killAfter(process, millis));
            killer.start();
            read(lines);
            killer.join();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void killAfter(Process process, int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // through the handle: otherwise Java closes the pipe with what is still in it
        process.toHandle().destroyForcibly();
    }

    private void readUntilAnEntry(BufferedReader lines) throws Exception {
        int before = acknowledged.size();
        while (acknowledged.size() == before) {
            note(lines.readLine());
        }
    }

    private void read(BufferedReader lines) throws Exception {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            note(line);
        }
    }

    /** A line is written at once: it is whole or not there. */
    private void note(String line) {
        var words = line.split(" ", -1);
        if (words.length == 3 && words[0].equals("entry")) {
            acknowledged.put(Long.valueOf(words[1]), Integer.valueOf(words[2]));
        } else if (words.length == 3 && words[2].length() == 64) {
            checkpoints.put(Long.valueOf(words[1]), words[2]);
        }
    }

    private void check(long seed) throws Exception {
        try (var log = SegmentedLog.open(folder.resolve("log"), folder.resolve("keys"), CLOCK)) {
            for (var entry : acknowledged.entrySet()) {
                assertThat(log.entry(entry.getKey()).payload().orElseThrow().json())
                        .as("seed %s, entry %s", seed, entry.getKey())
                        .isEqualTo(json(entry.getValue()));
            }
            var proofs = new TreeProofs(new TiledNodes(log.tiles(), log.head().size()));
            checkpoints.forEach(
                    (size, root) -> assertThat(proofs.head(size).root().hex()).isEqualTo(root));
            var seen = new HashSet<String>();
            for (long i = 0; i < log.head().size(); i++) {
                assertThat(seen.add(log.entry(i).payload().orElseThrow().json()))
                        .isTrue();
            }
        }
    }
}
