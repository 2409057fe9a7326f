// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.extensions.policylog.segments.Drafts.CLOCK;
import static org.sluis.extensions.policylog.segments.Drafts.TIME;
import static org.sluis.extensions.policylog.segments.Drafts.draft;
import static org.sluis.extensions.policylog.segments.Drafts.json;
import static org.sluis.extensions.policylog.segments.Drafts.signer;
import static org.sluis.extensions.policylog.segments.Drafts.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.StoredEntry;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.merkle.TileAddress;
import org.sluis.policies.log.merkle.TiledNodes;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.Checkpoint;

class SegmentedLogTest {

    @TempDir
    Path folder;

    private SegmentedLog log;

    @BeforeEach
    void begin() throws Exception {
        log = open();
    }

    @AfterEach
    void end() {
        log.close();
    }

    @Test
    void whatWasAppendedIsReadBackAsItWas() throws Exception {
        long index = log.append(draft(7, "agreement", "peer"));

        var entry = log.entry(index);
        assertThat(entry.entry().index()).isZero();
        assertThat(entry.entry().leaf().time()).isEqualTo(TIME);
        assertThat(entry.payload().orElseThrow().json()).isEqualTo(json(7));
        assertThat(entry.payload().orElseThrow().commitment())
                .isEqualTo(entry.entry().leaf().commitment());
        assertThat(log.lastTime()).isEqualTo(TIME);
    }

    @Test
    void aPayloadOfTheLargestSizeIsKept() throws Exception {
        var json = "{\"type\":\"" + "x".repeat(256 * 1024 - 11) + "\"}";

        long index = log.append(new Draft(TIME, List.of(stream("a")), json));

        assertThat(log.entry(index).payload().orElseThrow().json()).isEqualTo(json);
    }

    @Test
    void thereIsNoEntryBeyondTheHead() throws Exception {
        log.append(draft(1));

        assertThatThrownBy(() -> log.entry(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> log.entry(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> log.tiles().read(new TileAddress(0, 0, 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStreamKnowsItsEntries() throws Exception {
        for (int i = 0; i < 10; i++) {
            log.append(i % 3 == 0 ? draft(i, "a", "b") : draft(i, "b"));
        }

        assertThat(log.indices(stream("a"), 10)).containsExactly(0L, 3L, 6L, 9L);
        assertThat(log.indices(stream("a"), 7)).containsExactly(0L, 3L, 6L);
        assertThat(log.indices(stream("b"), 3)).containsExactly(0L, 1L, 2L);
        assertThat(log.indices(stream("c"), 10)).isEmpty();
        assertThat(log.streamHead(stream("a"), 10))
                .contains(new StreamHead(4, log.leaf(9).hash(), 9));
        assertThat(log.streamHead(stream("a"), 9))
                .contains(new StreamHead(3, log.leaf(6).hash(), 6));
        assertThat(log.streamHead(stream("c"), 10)).isEmpty();
    }

    @Test
    void timeNeverRunsBackwardsAcrossAMonthsEnd() throws Exception {
        log.append(draft(TIME, 1, "a"));
        long earlier = log.append(draft(TIME - 40L * 24 * 3600 * 1000, 2, "a"));

        assertThat(log.entry(earlier).entry().leaf().time()).isEqualTo(TIME);
        assertThat(log.entry(earlier).payload().orElseThrow().json()).isEqualTo(json(2));
    }

    @Test
    void everyEntryIsProvableInTheCheckpoint() throws Exception {
        fill(600);
        var head =
                Checkpoint.parse(log.checkpoint(signer()).text()).orElseThrow().head();

        var proofs = new TreeProofs(new TiledNodes(log.tiles(), head.size()));
        for (long i = 0; i < 600; i++) {
            var hash = log.entry(i).entry().hash();
            assertThat(proofs.inclusion(i, head.size()).proves(hash, i, head)).isTrue();
        }
    }

    @Test
    void anOpenedLogIsTheOneThatWasClosed() throws Exception {
        var entries = fill(600);
        var note = log.checkpoint(signer());
        var head = log.head();
        log.close();

        log = open();

        assertThat(log.head()).isEqualTo(head);
        assertThat(log.newestCheckpoint().orElseThrow().bytes()).isEqualTo(note.bytes());
        assertThat(log.lastTime()).isEqualTo(TIME);
        assertThat(all()).isEqualTo(entries);
        assertThat(log.append(draft(1, "a"))).isEqualTo(600);
    }

    @Test
    void anOpenedLogGoesOnAcrossSegments() throws Exception {
        for (int round = 0; round < 5; round++) {
            fill(100);
            log.roll();
            fill(30);
            log.close();
            log = open();
        }

        assertThat(log.head().size()).isEqualTo(650);
        assertThat(all()).hasSize(650);
    }

    @Test
    void aSecondProcessDoesNotGetIn() {
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("another process");
    }

    @Test
    void aClosedLogRefuses() {
        log.close();

        assertThatThrownBy(() -> log.append(draft(1)))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void filesAreForTheOwnerOnly() throws Exception {
        fill(10);

        try (var files = Files.walk(folder.resolve("log"))) {
            for (var file : files.toList()) {
                var wanted = Files.isDirectory(file) ? "rwx------" : "rw-------";
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo(wanted);
            }
        }
    }

    @Test
    void whoeverContinuesAfterAnAppendMayAppend() throws Exception {
        var second = log.appendLater(draft(1)).thenApply(index -> {
            try {
                return log.append(draft(2));
            } catch (LogUnavailableException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(second.get()).isEqualTo(1);
    }

    @Test
    void aReaderThatIsInterruptedHurtsNobody() throws Exception {
        fill(10);
        Thread.currentThread().interrupt();

        assertThat(log.entry(3).payload()).isPresent();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(log.entry(4).payload()).isPresent();
        assertThat(log.append(draft(1))).isEqualTo(10);
    }

    private List<StoredEntry> fill(int count) throws Exception {
        var appends = new ArrayList<CompletableFuture<Long>>();
        for (int i = 0; i < count; i++) {
            appends.add(log.appendLater(draft(i, "a" + i % 7, "b")));
        }
        for (var append : appends) {
            append.get();
        }
        return all();
    }

    private List<StoredEntry> all() {
        var entries = new ArrayList<StoredEntry>();
        for (long i = 0; i < log.head().size(); i++) {
            entries.add(log.entry(i));
        }
        return entries;
    }

    private SegmentedLog open() throws Exception {
        return SegmentedLog.open(folder.resolve("log"), folder.resolve("keys"), CLOCK);
    }
}
