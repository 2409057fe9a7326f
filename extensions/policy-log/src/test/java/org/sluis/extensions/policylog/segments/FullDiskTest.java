// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sluis.extensions.policylog.segments.Drafts.CLOCK;
import static org.sluis.extensions.policylog.segments.Drafts.draft;
import static org.sluis.extensions.policylog.segments.Drafts.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.policylog.LogUnavailableException;

/** On a real file system of few bytes, which only root can make. */
class FullDiskTest {

    private static final int BYTES = 4 << 20;
    private static final Limits LIMITS =
            new Limits(1 << 20, 1 << 20, 64, 8_000, 1 << 20, Duration.ofSeconds(10), Duration.ofMillis(20));
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private Path disk;
    private boolean mounted;
    private SegmentedLog log;

    @BeforeEach
    void aSmallDisk() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=" + BYTES, "tmpfs", disk.toString());
        assumeTrue(mounted, "skipped: no file system can be mounted here (needs root)");
        log = SegmentedLog.open(new DiskFiles(), disk.resolve("log"), folder.resolve("keys"), CLOCK, LIMITS);
        log.append(draft(0, "a"));
    }

    @AfterEach
    void giveBack() throws Exception {
        if (mounted) {
            log.close();
            assertThat(succeeds("umount", disk.toString())).isTrue();
        }
    }

    @Test
    void aFullDiskIsNoticedThoughNothingIsAppendedAndTheLogGoesOnWhenThereIsRoom() throws Exception {
        askUntil(true);
        var other = fill();

        askUntil(false);

        for (int i = 0; i < 20; i++) {
            // also after it was tried to go on
            assertThatThrownBy(() -> log.append(draft(1, "a"))).isInstanceOf(LogUnavailableException.class);
            assertThat(log.available()).isFalse();
            TimeUnit.MILLISECONDS.sleep(10);
        }
        Files.delete(other);
        askUntil(true);
        assertThat(log.append(draft(2, "a"))).isEqualTo(1);
        assertThat(log.entry(1).payload().orElseThrow().json()).isEqualTo(json(2));
    }

    @Test
    void tryingTheDiskKeepsNoRoom() throws Exception {
        for (int i = 0; i < 5; i++) {
            log.available();
            TimeUnit.MILLISECONDS.sleep(Writability.EVERY.toMillis());
        }

        assertThat(Files.size(disk.resolve("log/spare"))).isZero();
    }

    private Path fill() throws IOException {
        var other = disk.resolve("other");
        try (var out = Files.newOutputStream(other, StandardOpenOption.CREATE_NEW)) {
            for (int i = 0; i < 2 * BYTES / 4096; i++) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
            return other;
        }
        throw new AssertionError("the disk is larger than it was made");
    }

    private void askUntil(boolean wanted) throws InterruptedException {
        long end = System.nanoTime() + SEEN_WITHIN.toNanos();
        while (log.available() != wanted) {
            assertThat(System.nanoTime() - end).as("available: " + wanted).isNegative();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
