// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.extensions.policylog.segments.Drafts.CLOCK;
import static org.sluis.extensions.policylog.segments.Drafts.SELF;
import static org.sluis.extensions.policylog.segments.Drafts.TIME;
import static org.sluis.extensions.policylog.segments.Drafts.draft;
import static org.sluis.extensions.policylog.segments.Drafts.signer;
import static org.sluis.extensions.policylog.segments.Drafts.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.policylog.StoredEntry;
import org.sluis.policies.log.leaf.CorruptLogException;
import org.sluis.policies.log.merkle.TileAddress;
import org.sluis.policies.log.merkle.TreeHead;

/** A log of three segments with 600 entries that was damaged while it was closed. */
class DamagedLogTest {

    private static final Path FOLDER = Path.of("/company/log");
    private static final Path KEYS = Path.of("/company/keys");
    private static final Limits LIMITS =
            new Limits(1 << 20, 2_000, 1, 8_000, 1 << 20, Duration.ofSeconds(10), Duration.ofMillis(2));

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private List<StoredEntry> entries;
    private TreeHead head;

    @BeforeEach
    void write() throws Exception {
        try (var log = open()) {
            for (int i = 0; i < 600; i++) {
                log.append(draft(TIME, i, "a" + i % 5, "b"));
                if (i == 199 || i == 399) {
                    log.roll();
                }
            }
            log.checkpoint(signer());
            entries = all(log);
            head = log.head();
        }
    }

    @Test
    void opensAsItWasWhenNothingIsDamaged() throws Exception {
        assertWhole();
    }

    @Test
    void refusesAFlippedByteBeforeLaterFramesOfTheLastSegment() {
        loseSnapshots();
        disk.damage(segment(2), disk.size(segment(2)) / 2);

        assertRefusal(segment(2), "damaged");
    }

    @Test
    void refusesAFlippedByteInAnEarlierSegment() {
        loseSnapshots();
        disk.damage(segment(0), disk.size(segment(0)) - 3);

        assertRefusal(segment(0), "damaged");
    }

    @Test
    void refusesAFlippedByteInASegmentsHeader() {
        disk.damage(segment(1), 20);

        assertRefusal(segment(1), "header");
    }

    @Test
    void refusesWhenTheFirstSegmentIsMissing() {
        var first = segment(0);
        disk.lose(first);

        assertRefusal(segment(0), first.getFileName().toString());
    }

    @Test
    void refusesWhenASegmentBetweenOthersIsMissing() {
        var second = segment(1);
        disk.lose(second);

        assertRefusal(segment(1), second.getFileName().toString());
    }

    @Test
    void refusesWhenTheLastSegmentIsMissing() {
        var last = segment(2);
        disk.lose(last);

        assertRefusal(last, "is missing");
    }

    @Test
    void refusesWhenTheEndOfASegmentIsMissing() {
        loseSnapshots();
        disk.cut(segment(1), disk.size(segment(1)) / 2);

        assertRefusal(segment(1), "damaged");
    }

    @Test
    void refusesWhenAcknowledgedFramesAtTheVeryEndAreMissing() {
        disk.cut(segment(2), disk.size(segment(2)) - 400);

        assertRefusal(segment(2), "600 entries need");
    }

    @Test
    void cutsAFrameAtTheVeryEndThatIsNotWhole() throws Exception {
        loseSnapshots();
        disk.cut(segment(2), disk.size(segment(2)) - 5);

        try (var log = open()) {
            // the last frame is the checkpoint's
            assertThat(all(log)).isEqualTo(entries);
            assertThat(log.newestCheckpoint()).isEmpty();
            assertThat(log.append(draft(601))).isEqualTo(600);
        }
    }

    @Test
    void opensWithoutAnySnapshot() throws Exception {
        loseSnapshots();

        assertWhole();
    }

    @Test
    void fallsBackWhenASnapshotIsDamaged() throws Exception {
        for (var snapshot : disk.files(FOLDER.resolve("snapshots"))) {
            disk.damage(snapshot, disk.size(snapshot) / 2);
            assertWhole();
        }
    }

    @Test
    void makesDamagedNodesAtTheEdgeAnew() throws Exception {
        for (var level : disk.files(FOLDER.resolve("nodes"))) {
            disk.damage(level, disk.size(level) - 1);
            assertWhole();
        }
    }

    @Test
    void makesMissingNodesAnew() throws Exception {
        for (var level : disk.files(FOLDER.resolve("nodes"))) {
            disk.lose(level);
        }

        assertWhole();
    }

    @Test
    void neverGivesADamagedTileAway() throws Exception {
        disk.damage(disk.files(FOLDER.resolve("nodes")).get(0), 100);

        try (var log = open()) {
            assertThatThrownBy(() -> log.tiles().read(new TileAddress(0, 0, 256)))
                    .isInstanceOf(UnreadableEntryException.class)
                    .hasMessageContaining("nodes");
            assertThatThrownBy(() -> log.tiles().read(new TileAddress(0, 0, 17)))
                    .isInstanceOf(UnreadableEntryException.class);
            assertThat(log.tiles().read(new TileAddress(0, 1, 256))).hasSize(256 * 32);
            assertThat(log.checkpoint(signer())).isNotNull();
        }
    }

    @Test
    void makesTruncatedOffsetsAnew() throws Exception {
        disk.cut(FOLDER.resolve("offsets"), 1000);

        assertWhole();
    }

    @Test
    void neverGivesAnotherEntryAwayWhenAnOffsetIsDamaged() throws Exception {
        disk.damage(FOLDER.resolve("offsets"), 8 * 300 + 7);
        disk.damage(FOLDER.resolve("offsets"), 8 * 301 + 6);

        try (var log = open()) {
            assertThatThrownBy(() -> log.entry(300))
                    .isInstanceOf(UnreadableEntryException.class)
                    .hasMessageContaining("entry 300");
            assertThatThrownBy(() -> log.entry(301)).isInstanceOf(UnreadableEntryException.class);
            assertThat(log.entry(302)).isEqualTo(entries.get(302));
        }
    }

    @Test
    void tellsAMissingKeyFromAnErasedOne() throws Exception {
        try (var log = open()) {
            log.erase(stream("a1"), KeyId.monthOf(TIME), SELF, "{}");
        }
        var missing = KEYS.resolve(new KeyId(stream("a2"), KeyId.monthOf(TIME), 1).name() + ".key");
        disk.lose(missing);

        try (var log = open()) {
            assertThat(log.entry(1).payload()).isEmpty();
            assertThatThrownBy(() -> log.entry(2))
                    .isInstanceOf(UnreadableEntryException.class)
                    .hasMessageContaining(missing.toString());
            assertThat(log.entry(3).payload()).isPresent();
        }
    }

    @Test
    void refusesAKeyOfAnotherEntry() throws Exception {
        var month = KeyId.monthOf(TIME);
        var one = KEYS.resolve(new KeyId(stream("a1"), month, 1).name() + ".key");
        var other = KEYS.resolve(new KeyId(stream("a2"), month, 1).name() + ".key");
        disk.rename(one, other);

        try (var log = open()) {
            assertThatThrownBy(() -> log.entry(2)).isInstanceOf(UnreadableEntryException.class);
        }
    }

    private void assertWhole() throws Exception {
        try (var log = open()) {
            assertThat(log.head()).isEqualTo(head);
            assertThat(all(log)).isEqualTo(entries);
            assertThat(log.newestCheckpoint()).isPresent();
            assertThat(log.tiles().read(new TileAddress(0, 0, 256))).hasSize(256 * 32);
        }
    }

    private void assertRefusal(Path file, String what) {
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("at byte ")
                .hasMessageContaining(what)
                .hasMessageContaining("sluis log restore");
    }

    private void loseSnapshots() {
        disk.files(FOLDER.resolve("snapshots")).forEach(disk::lose);
    }

    private Path segment(int number) {
        return disk.files(FOLDER.resolve("segments")).get(number);
    }

    private SegmentedLog open() throws Exception {
        return SegmentedLog.open(disk, FOLDER, KEYS, CLOCK, LIMITS);
    }

    private static List<StoredEntry> all(SegmentedLog log) {
        var all = new ArrayList<StoredEntry>();
        for (long i = 0; i < log.head().size(); i++) {
            all.add(log.entry(i));
        }
        return all;
    }
}
