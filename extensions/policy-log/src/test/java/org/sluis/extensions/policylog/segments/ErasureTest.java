// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.extensions.policylog.segments.Drafts.CLOCK;
import static org.sluis.extensions.policylog.segments.Drafts.SELF;
import static org.sluis.extensions.policylog.segments.Drafts.TIME;
import static org.sluis.extensions.policylog.segments.Drafts.draft;
import static org.sluis.extensions.policylog.segments.Drafts.json;
import static org.sluis.extensions.policylog.segments.Drafts.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.policies.log.leaf.StreamPosition;

class ErasureTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final long NEXT_MONTH = TIME + 30L * 24 * 3600 * 1000;
    private static final Path KEYS = Path.of("/company/keys");
    private static final Limits LIMITS =
            new Limits(1 << 20, 2_000, 64, 1 << 20, 1 << 20, Duration.ofSeconds(10), Duration.ofMillis(20));

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private SegmentedLog log;

    @BeforeEach
    void begin() throws Exception {
        log = open();
        log.append(draft(0, "a", "b"));
        log.append(draft(1, "b", "a"));
        log.append(draft(2, "a"));
    }

    @AfterEach
    void end() {
        log.close();
    }

    @Test
    void erasesWhatIsSealedUnderTheStreamsKeyAndNothingElse() throws Exception {
        assertThat(log.erase(stream("a"), MONTH, SELF, "{\"why\":\"asked\"}")).containsExactly(3L);

        assertThat(log.entry(0).payload()).isEmpty();
        assertThat(log.entry(1).payload()).isPresent();
        assertThat(log.entry(2).payload()).isEmpty();
        var erasure = log.entry(3);
        assertThat(erasure.payload().orElseThrow().json())
                .isEqualTo("{\"erases\":[0,2],\"type\":\"erasure\",\"why\":\"asked\"}");
        assertThat(erasure.entry().leaf().streams())
                .extracting(StreamPosition::stream)
                .containsExactly(SELF, stream("a"));
    }

    @Test
    void theKeyIsGoneFromTheDisk() throws Exception {
        log.erase(stream("a"), MONTH, SELF, "{}");

        assertThat(disk.files(KEYS.resolve("2026-11")))
                .noneMatch(file -> file.getFileName().toString().startsWith(stream("a") + ".1.key"))
                .anyMatch(file -> file.getFileName().toString().equals(stream("a") + ".1.erased"));
    }

    @Test
    void whatComesLaterInTheSameMonthCanBeReadAndErased() throws Exception {
        log.erase(stream("a"), MONTH, SELF, "{}");
        assertThat(log.readableMonths(stream("a"))).isEmpty();
        long later = log.append(draft(5, "a"));

        assertThat(log.entry(later).payload().orElseThrow().json()).isEqualTo(json(5));
        assertThat(log.readableMonths(stream("a"))).containsExactly(MONTH);
        var erasure = log.erase(stream("a"), MONTH, SELF, "{}");
        assertThat(log.entry(erasure.get(0)).payload().orElseThrow().json()).contains("\"erases\":[" + later + "]");
        assertThat(log.entry(later).payload()).isEmpty();
    }

    @Test
    void onlyThatMonthGoes() throws Exception {
        long next = log.append(draft(NEXT_MONTH, 5, "a"));
        assertThat(log.readableMonths(stream("a"))).containsExactly(MONTH, MONTH.plusMonths(1));

        log.erase(stream("a"), MONTH, SELF, "{}");

        assertThat(log.entry(0).payload()).isEmpty();
        assertThat(log.entry(next).payload()).isPresent();
        assertThat(log.readableMonths(stream("a"))).containsExactly(MONTH.plusMonths(1));
    }

    @Test
    void thereIsNothingToEraseTwiceOrInAnEmptyMonth() throws Exception {
        log.erase(stream("a"), MONTH, SELF, "{}");

        assertThat(log.erase(stream("a"), MONTH, SELF, "{}")).isEmpty();
        assertThat(log.erase(stream("a"), MONTH.plusMonths(1), SELF, "{}")).isEmpty();
        assertThat(log.erase(stream("unknown"), MONTH, SELF, "{}")).isEmpty();
        assertThat(log.head().size()).isEqualTo(4);
    }

    @Test
    void erasuresOutliveTheErasureOfTheCompanysOwnEntries() throws Exception {
        long own = log.append(draft(7));
        long erasure = log.erase(stream("a"), MONTH, SELF, "{}").get(0);

        log.erase(SELF, MONTH, SELF, "{}");

        assertThat(log.entry(own).payload()).isEmpty();
        assertThat(log.entry(erasure).payload()).isPresent();
    }

    @Test
    void manyIndicesAreSaidInSeveralEntries() throws Exception {
        for (int i = 0; i < 9_500; i++) {
            var unused = log.appendLater(draft(i, "many"));
        }
        long last = log.append(draft(1, "many"));

        var entries = log.erase(stream("many"), MONTH, SELF, "{}");

        assertThat(entries).containsExactly(last + 1, last + 2);
        assertThat(log.entry(last).payload()).isEmpty();
        assertThat(log.entry(3).payload()).isEmpty();
    }

    @Test
    void membersMustBeAJsonObject() {
        assertThatThrownBy(() -> log.erase(stream("a"), MONTH, SELF, "[]"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(log.entry(0).payload()).isPresent();
    }

    /** At each change on the way: either nothing is erased, or it is on record and the payload is gone. */
    @Test
    void aPowerLossInTheMiddleLeavesItErasedOrNot() throws Exception {
        boolean finished = false;
        for (int at = 1; !finished; at++) {
            log.append(draft(at, "a"));
            disk.dieAfter(at);
            List<Long> entries = List.of();
            try {
                entries = log.erase(stream("a"), MONTH, SELF, "{}");
                finished = !disk.isDead();
            } catch (LogUnavailableException e) {
                // the power is off
            }
            disk.losePower();
            log.close();
            log = open();
            assertConsistent();
            for (long entry : entries) {
                assertThat(log.entry(entry).payload().orElseThrow().json()).contains("erases");
            }
            assertThat(at).isLessThan(100);
        }
        assertThat(log.entry(0).payload()).isEmpty();
    }

    private void assertConsistent() {
        var recorded = new HashSet<Long>();
        for (long i = log.head().size() - 1; i >= 0; i--) {
            var payload = log.entry(i).payload();
            assertThat(payload.isEmpty()).isEqualTo(recorded.contains(i));
            payload.filter(present -> present.json().contains("erases")).ifPresent(present -> {
                for (var index : present.json().replaceAll(".*\\[|].*", "").split(",", -1)) {
                    recorded.add(Long.parseLong(index));
                }
            });
        }
    }

    private SegmentedLog open() throws Exception {
        return SegmentedLog.open(disk, Path.of("/company/log"), KEYS, CLOCK, LIMITS);
    }
}
