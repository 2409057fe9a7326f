// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.extensions.policylog.segments.Drafts.CLOCK;
import static org.sluis.extensions.policylog.segments.Drafts.draft;
import static org.sluis.extensions.policylog.segments.Drafts.json;
import static org.sluis.extensions.policylog.segments.Drafts.signer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.policylog.LogUnavailableException;

class UnavailableLogTest {

    private static final Path FOLDER = Path.of("/company/log");
    private static final Limits LIMITS =
            new Limits(1 << 20, 2_000, 64, 8_000, 1 << 20, Duration.ofSeconds(10), Duration.ofMillis(20));

    /** Half a second, and as much for a busy machine. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(1);

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private SegmentedLog log;

    @BeforeEach
    void begin() throws Exception {
        log = open();
        log.append(draft(0, "a"));
    }

    @AfterEach
    void end() {
        log.close();
    }

    @Test
    void anAppendFailsWhileTheDiskIsReadOnly() {
        disk.failAfter(1, Integer.MAX_VALUE);

        assertThatThrownBy(() -> log.append(draft(1, "a")))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining(FOLDER.toString());
        assertThatThrownBy(() -> log.append(draft(2, "a"))).isInstanceOf(LogUnavailableException.class);
        assertThatThrownBy(() -> log.checkpoint(signer())).isInstanceOf(LogUnavailableException.class);
        assertThat(log.appendLater(draft(3, "a"))).isCompletedExceptionally();
    }

    @Test
    void whatIsDurableCanStillBeRead() {
        disk.failAfter(1, Integer.MAX_VALUE);
        assertThatThrownBy(() -> log.append(draft(1, "a"))).isInstanceOf(LogUnavailableException.class);

        assertThat(log.entry(0).payload().orElseThrow().json()).isEqualTo(json(0));
        assertThat(log.head().size()).isEqualTo(1);
    }

    @Test
    void goesOnByItselfWhenTheDiskCanBeWrittenAgain() throws Exception {
        disk.failAfter(1, Integer.MAX_VALUE);
        assertThatThrownBy(() -> log.append(draft(1, "a"))).isInstanceOf(LogUnavailableException.class);
        disk.heal();

        long index = appendWithPatience(2);

        assertThat(index).isEqualTo(1);
        assertThat(log.entry(1).payload().orElseThrow().json()).isEqualTo(json(2));
    }

    @Test
    void aGroupWhoseSyncFailedIsNeverSeen() throws Exception {
        // zeros ahead are written already: a write, then the sync
        disk.failAfter(2, 1);
        assertThatThrownBy(() -> log.append(draft(1, "a"))).isInstanceOf(LogUnavailableException.class);
        appendWithPatience(2);
        log.close();
        disk.losePower();

        log = open();

        assertThat(log.head().size()).isEqualTo(2);
        assertThat(log.entry(1).payload().orElseThrow().json()).isEqualTo(json(2));
    }

    @Test
    void goesOnInANewSegmentAfterAFailedSync() throws Exception {
        disk.failAfter(2, 1);
        assertThatThrownBy(() -> log.append(draft(1, "a"))).isInstanceOf(LogUnavailableException.class);
        appendWithPatience(2);

        assertThat(disk.files(FOLDER.resolve("segments"))).hasSize(2);
    }

    /** Which blocks a failed sync leaves out is chance, so it is tried often. */
    @Test
    void aFrameThatOnlyThePageCacheHasIsWrittenAgainWhenTheLogIsOpened() throws Exception {
        for (int attempt = 1; attempt < 30; attempt++) {
            disk.failAfter(2, Integer.MAX_VALUE);
            var refused = draft(-attempt, "a");
            assertThatThrownBy(() -> log.append(refused)).isInstanceOf(LogUnavailableException.class);
            disk.kill();
            log.close();
            log = open();
            long index = log.append(draft(attempt, "a"));
            disk.losePower();
            log.close();

            log = open();

            assertThat(log.entry(index).payload().orElseThrow().json()).isEqualTo(json(attempt));
            // zeros ahead are written by this one
            log.append(draft(0, "a"));
        }
    }

    /** The disk fails at each change of a roll in turn; then the process is killed, another one goes on, and the power fails. */
    @Test
    void aSegmentWhoseNameIsNotDurableIsNotReliedOn() throws Exception {
        for (int at = 1; at < 20; at++) {
            disk.failAfter(at, Integer.MAX_VALUE);
            try {
                log.roll();
            } catch (LogUnavailableException e) {
                // nearly always
            }
            disk.kill();
            log.close();
            log = open();
            long index = log.append(draft(at, "a"));
            disk.losePower();
            log.close();
            log = open();

            assertThat(log.entry(index).payload().orElseThrow().json()).isEqualTo(json(at));
        }
    }

    @Test
    void closesWhileTheDiskIsReadOnly() {
        disk.failAfter(1, Integer.MAX_VALUE);
        assertThatThrownBy(() -> log.append(draft(1, "a"))).isInstanceOf(LogUnavailableException.class);

        log.close();

        assertThatThrownBy(() -> log.append(draft(2, "a"))).hasMessageContaining("closed");
    }

    @Test
    void everyCallerOfAFailedGroupIsTold() throws Exception {
        disk.failAfter(1, Integer.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            var answer = log.appendLater(draft(i, "a"));
            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(LogUnavailableException.class);
        }
    }

    @Test
    void itIsSeenWithinHalfASecondThatTheDiskBecameReadOnlyThoughNothingIsAppended() throws Exception {
        assertThat(log.available()).isTrue();
        disk.failAfter(1, Integer.MAX_VALUE);

        assertThat(untilAvailable(false)).isLessThan(SEEN_WITHIN);

        assertThatThrownBy(() -> log.append(draft(1, "a"))).isInstanceOf(LogUnavailableException.class);
        disk.heal();
        untilAvailable(true);
        assertThat(appendWithPatience(2)).isEqualTo(1);
    }

    @Test
    void aDiskThatHangsIsNotAvailableUntilItAnswers() throws Exception {
        assertThat(log.available()).isTrue();
        disk.hang();

        assertThat(untilAvailable(false)).isLessThan(SEEN_WITHIN);
        disk.heal();

        assertThat(untilAvailable(true)).isLessThan(SEEN_WITHIN);
        assertThat(log.append(draft(1, "a"))).isEqualTo(1);
    }

    @Test
    void tryingTheDiskLeavesNothingInTheLog() throws Exception {
        long changes = disk.changes();
        askUntil(() -> disk.changes() >= changes + 4);
        disk.kill();
        log.close();
        disk.losePower();

        log = open();

        assertThat(log.head().size()).isEqualTo(1);
        assertThat(log.append(draft(1, "a"))).isEqualTo(1);
        assertThat(log.entry(0).payload().orElseThrow().json()).isEqualTo(json(0));
        assertThat(log.entry(1).payload().orElseThrow().json()).isEqualTo(json(1));
    }

    @Test
    void theDiskIsLeftAloneWhileNobodyAsks() throws Exception {
        long changes = disk.changes();

        Thread.sleep(3 * Writability.EVERY.toMillis());

        assertThat(disk.changes()).isEqualTo(changes);
    }

    /** How long it took; the thread of the test and that of the probe share a busy machine. */
    private Duration untilAvailable(boolean wanted) throws Exception {
        long begun = System.nanoTime();
        askUntil(() -> log.available() == wanted);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void askUntil(BooleanSupplier holds) throws Exception {
        for (int i = 0; i < 10_000 && !holds.getAsBoolean(); i++) {
            log.available();
            Thread.sleep(1);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    private long appendWithPatience(int number) throws Exception {
        for (int i = 0; i < 500; i++) {
            try {
                return log.append(draft(number, "a"));
            } catch (LogUnavailableException e) {
                Thread.sleep(10);
            }
        }
        throw new AssertionError("the log did not recover");
    }

    private SegmentedLog open() throws Exception {
        return SegmentedLog.open(disk, FOLDER, Path.of("/company/keys"), CLOCK, LIMITS);
    }
}
