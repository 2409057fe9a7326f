// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.StoredEntry;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.leaf.StreamPosition;
import org.sluis.policies.log.merkle.Frontier;
import org.sluis.policies.log.merkle.TiledNodes;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.SignedNote;

/** What a log has promised, to be compared with what it holds. */
final class LogModel {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Long, String> acknowledged = new TreeMap<>();
    private final Map<Long, byte[]> leaves = new HashMap<>();
    private final Set<String> submitted = new HashSet<>();
    private final List<TreeHead> checkpoints = new ArrayList<>();
    private final Set<Long> erased = new HashSet<>();

    void submitted(String json) {
        submitted.add(json);
    }

    void acknowledged(long index, String json) {
        assertThat(acknowledged.put(index, json))
                .as("entry %s is given away twice", index)
                .isNull();
    }

    void erased(List<Long> indices) {
        erased.addAll(indices);
    }

    void returned(SignedNote checkpoint) {
        checkpoints.add(Checkpoint.parse(checkpoint.text()).orElseThrow().head());
    }

    /** Everything that was promised holds, and there is nothing that nobody submitted. */
    void check(PolicyLog log) throws Exception {
        var head = log.head();
        var entries = new ArrayList<StoredEntry>();
        for (long i = 0; i < head.size(); i++) {
            entries.add(log.entry(i));
        }
        for (long index : acknowledged.keySet()) {
            assertThat(index).as("acknowledged entry").isLessThan(head.size());
        }
        var gone = erasedBy(entries);
        assertThat(gone).containsAll(erased);
        var seen = new HashSet<String>();
        for (var entry : entries) {
            check(entry, gone, seen);
        }
        checkTree(log, entries);
        checkStreams(log, entries);
    }

    private void check(StoredEntry entry, Set<Long> gone, Set<String> seen) {
        long index = entry.entry().index();
        assertThat(entry.payload().isEmpty()).as("entry %s is erased", index).isEqualTo(gone.contains(index));
        var bytes = leaves.putIfAbsent(index, entry.entry().leaf().bytes());
        if (bytes != null && (acknowledged.containsKey(index) || entry.payload().isEmpty())) {
            assertThat(entry.entry().leaf().bytes()).as("leaf %s", index).isEqualTo(bytes);
        }
        entry.payload().ifPresent(payload -> {
            var json = payload.json();
            if (!json.contains("erases")) {
                assertThat(submitted).as("entry %s", index).contains(json);
                assertThat(seen.add(json)).as("entry %s is there twice", index).isTrue();
            }
            assertThat(json).isEqualTo(acknowledged.getOrDefault(index, json));
        });
        // what was read is durable: it is as good as acknowledged
        leaves.put(index, entry.entry().leaf().bytes());
        entry.payload().ifPresent(payload -> acknowledged.putIfAbsent(index, payload.json()));
    }

    private void checkTree(PolicyLog log, List<StoredEntry> entries) {
        var frontier = new Frontier();
        var heads = new HashMap<Long, Hash>();
        heads.put(0L, frontier.head().root());
        for (var entry : entries) {
            assertThat(frontier.append(entry.entry().leaf().bytes()))
                    .isEqualTo(entry.entry().hash());
            heads.put(frontier.size(), frontier.head().root());
        }
        assertThat(log.head()).isEqualTo(frontier.head());
        for (var checkpoint : checkpoints) {
            assertThat(heads).containsEntry(checkpoint.size(), checkpoint.root());
        }
        var newest = log.newestCheckpoint()
                .map(note -> Checkpoint.parse(note.text()).orElseThrow().head());
        newest.ifPresent(checkpoint -> assertThat(heads).containsEntry(checkpoint.size(), checkpoint.root()));
        assertThat(newest.map(TreeHead::size).orElse(0L))
                .isGreaterThanOrEqualTo(
                        checkpoints.stream().mapToLong(TreeHead::size).max().orElse(0));
        var proofs = new TreeProofs(new TiledNodes(log.tiles(), entries.size()));
        for (long i = 0; i < entries.size(); i += 7) {
            var hash = entries.get((int) i).entry().hash();
            assertThat(proofs.inclusion(i, entries.size()).proves(hash, i, log.head()))
                    .isTrue();
        }
    }

    private static void checkStreams(PolicyLog log, List<StoredEntry> entries) {
        Map<StreamId, List<Long>> streams = new HashMap<>();
        Map<StreamId, Hash> last = new HashMap<>();
        long time = 0;
        for (var entry : entries) {
            var leaf = entry.entry().leaf();
            assertThat(leaf.time()).isGreaterThanOrEqualTo(time);
            time = leaf.time();
            for (var position : leaf.streams()) {
                var indices = streams.computeIfAbsent(position.stream(), stream -> new ArrayList<>());
                assertThat(position.sequence()).isEqualTo(indices.size());
                assertThat(position.previous()).isEqualTo(last.getOrDefault(position.stream(), StreamPosition.NONE));
                indices.add(entry.entry().index());
                last.put(position.stream(), entry.entry().hash());
            }
        }
        assertThat(log.lastTime()).isEqualTo(time);
        streams.forEach((stream, indices) ->
                assertThat(log.indices(stream, entries.size())).isEqualTo(indices));
    }

    private static Set<Long> erasedBy(List<StoredEntry> entries) throws Exception {
        var gone = new HashSet<Long>();
        for (var entry : entries) {
            if (entry.payload().isPresent()) {
                for (var index : JSON.readTree(entry.payload().get().json()).path("erases")) {
                    assertThat(index.asLong()).isLessThan(entry.entry().index());
                    gone.add(index.asLong());
                }
            }
        }
        return gone;
    }
}
