// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.InMemoryNodes;
import org.sluis.policies.log.merkle.TreeProofs;

class LogTreeTest {

    private final Random random = new Random(4);
    private final StreamId agreement = StreamId.of(bytes());
    private final StreamId peer = StreamId.of(bytes());
    private final InMemoryStreamHeads heads = new InMemoryStreamHeads();
    private final InMemoryNodes nodes = new InMemoryNodes();
    private final LogTree log = new LogTree(nodes, heads);

    @Test
    void aStreamsLeavesAreNumberedAndChained() {
        var first = log.append(10, List.of(agreement), payload());
        var second = log.append(20, List.of(agreement, peer), payload());

        assertThat(first.leaf().streams()).containsExactly(new StreamPosition(agreement, 0, StreamPosition.NONE));
        assertThat(second.leaf().streams())
                .containsExactly(
                        new StreamPosition(agreement, 1, first.hash()),
                        new StreamPosition(peer, 0, StreamPosition.NONE));
        assertThat(heads.head(agreement)).contains(new StreamHead(2, second.hash(), 1));
    }

    @Test
    void timeNeverRunsBackwards() {
        log.append(20, List.of(agreement), payload());

        assertThat(log.append(10, List.of(agreement), payload()).leaf().time()).isEqualTo(20);
    }

    @Test
    void everyEntryIsProvableInTheHead() {
        var entries = fill(100);
        var proofs = new TreeProofs(nodes);

        assertThat(entries)
                .allMatch(entry ->
                        proofs.inclusion(entry.index(), log.size()).proves(entry.hash(), entry.index(), log.head()));
    }

    @Test
    void replayingTheRecordsGivesTheSameLog() throws Exception {
        var entries = fill(100);
        var againHeads = new InMemoryStreamHeads();
        var again = new LogTree(new InMemoryNodes(), againHeads);
        for (var entry : entries) {
            assertThat(again.replay(entry.leaf().bytes())).isEqualTo(entry);
        }

        assertThat(again.head()).isEqualTo(log.head());
        assertThat(againHeads.head(agreement)).isEqualTo(heads.head(agreement));
        assertThat(again.append(5, List.of(peer), new SaltedPayload(Hash.of(new byte[32]), "{}")))
                .isEqualTo(log.append(5, List.of(peer), new SaltedPayload(Hash.of(new byte[32]), "{}")));
    }

    @Test
    void replayRefusesWhatDoesNotContinueTheLog() throws Exception {
        var entries = fill(3);
        var again = new LogTree(new InMemoryNodes(), new InMemoryStreamHeads());
        var last = entries.get(2).leaf();

        assertThatThrownBy(() -> again.replay(entries.get(1).leaf().bytes())).isInstanceOf(CorruptLogException.class);
        again.replay(entries.get(0).leaf().bytes());
        again.replay(entries.get(1).leaf().bytes());
        assertThatThrownBy(() -> again.replay(new byte[] {1})).isInstanceOf(CorruptLogException.class);
        assertThatThrownBy(() -> again.replay(new LeafRecord(0, last.streams(), last.commitment()).bytes()))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("older");
        assertThat(again.replay(last.bytes())).isEqualTo(entries.get(2));
    }

    private List<LogEntry> fill(int count) {
        var entries = new ArrayList<LogEntry>();
        for (int i = 0; i < count; i++) {
            var streams = i % 3 == 0 ? List.of(agreement, peer) : List.of(agreement);
            entries.add(log.append(100L + i, streams, payload()));
        }
        return entries;
    }

    private SaltedPayload payload() {
        return new SaltedPayload(Hash.of(bytes()), "{\"n\":" + random.nextInt() + '}');
    }

    private byte[] bytes() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }
}
