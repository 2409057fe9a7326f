// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.extensions.policylog.publication.SeenHeads;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.ConsistencyProof;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.SignedNote;

/** Our own log as others see it: which trees of it they have seen, and what is shown to them. */
final class OwnLog implements SeenHeads {

    private final PolicyLog log;
    private final LogKeys keys;
    private final SeenCheckpoints seen;
    private final Clock clock;
    private volatile Optional<TreeHead> binding;

    OwnLog(PolicyLog log, LogKeys keys, SeenCheckpoints seen, Clock clock) {
        this.log = log;
        this.keys = keys;
        this.seen = seen;
        this.clock = clock;
        this.binding =
                seen.list(Long.MAX_VALUE, 1).stream().map(SeenCheckpoint::head).findFirst();
    }

    /** From memory; one that contradicts our tree stays in front of larger ones. */
    @Override
    public Optional<TreeHead> largest() {
        return binding;
    }

    /** About to be shown to others. */
    void show(SignedNote own) {
        seen.save(own, clock.instant());
        bind(Checkpoints.head(own));
    }

    /**
     * Somebody says that it has seen this of our log. It counts only if a key of ours signed it: otherwise anybody could stop our
     * log with a size made up.
     *
     * @return which tree it is; empty if it is not ours
     */
    Optional<TreeHead> told(SignedNote note) {
        var signed = Checkpoint.parse(note.text())
                .filter(checkpoint -> checkpoint.origin().equals(keys.origin()))
                .filter(checkpoint -> !note.verify(keys.logKeys()).signatures().isEmpty());
        if (signed.isEmpty()) {
            return Optional.empty();
        }
        var head = signed.get().head();
        if (!seen.givenUp().contains(head)) {
            seen.save(ownSignature(note), clock.instant());
            bind(head);
        }
        return Optional.of(head);
    }

    private SignedNote ownSignature(SignedNote note) {
        var lines = note.signatures().stream()
                .filter(line -> keys.logKeys().stream()
                        .anyMatch(key -> key.name().equals(line.name()) && key.id() == line.keyId()))
                .toList();
        return new SignedNote(note.text(), lines);
    }

    private synchronized void bind(TreeHead head) {
        if (binding.filter(bound -> !continues(bound)).isPresent()) {
            return;
        }
        if (!continues(head)
                || binding.filter(bound -> bound.size() >= head.size()).isEmpty()) {
            binding = Optional.of(head);
        }
    }

    /** Whether our tree has that one as its beginning. */
    boolean continues(TreeHead head) {
        return head.size() <= log.head().size() && proofs().head(head.size()).equals(head);
    }

    /** These bind no longer. */
    synchronized void giveUp(Collection<TreeHead> lost) {
        seen.giveUp(lost);
        binding =
                seen.list(Long.MAX_VALUE, 1).stream().map(SeenCheckpoint::head).findFirst();
    }

    ConsistencyProof proof(long from, long to) {
        return from == 0 ? new ConsistencyProof(List.of()) : proofs().consistency(from, to);
    }

    ProvenLeaf leaf(long index, long size) {
        return new ProvenLeaf(log.leaf(index).leaf(), proofs().inclusion(index, size));
    }

    /** The ends of these streams in that tree, signed by us; of too many the ones that moved last. */
    HeadsRequest heads(TreeHead tree, StreamId first, Collection<StreamId> others) {
        var ends = new ArrayList<Map.Entry<StreamId, StreamHead>>();
        others.stream()
                .filter(stream -> !stream.equals(first))
                .distinct()
                .forEach(stream ->
                        log.streamHead(stream, tree.size()).ifPresent(head -> ends.add(Map.entry(stream, head))));
        ends.sort(Comparator.comparingLong(
                        (Map.Entry<StreamId, StreamHead> end) -> end.getValue().index())
                .reversed());
        var chosen = new TreeMap<String, StreamHead>();
        log.streamHead(first, tree.size()).ifPresent(head -> chosen.put(first.toString(), head));
        ends.stream()
                .limit(HeadsRequest.MOST_STREAMS - chosen.size())
                .forEach(end -> chosen.put(end.getKey().toString(), end.getValue()));
        var note = new StreamHeadsNote(keys.origin(), tree, chosen);
        var text = note.text();
        var leaves = note.heads().values().stream()
                .map(head -> leaf(head.index(), tree.size()))
                .toList();
        return new HeadsRequest(SignedNote.of(text, keys.log().sign(text)), note, leaves);
    }

    /** The ends of exactly these streams in that tree, signed by us. */
    SignedNote heads(TreeHead tree, Collection<StreamId> streams) {
        var ends = new TreeMap<String, StreamHead>();
        streams.forEach(
                stream -> log.streamHead(stream, tree.size()).ifPresent(head -> ends.put(stream.toString(), head)));
        var text = new StreamHeadsNote(keys.origin(), tree, ends).text();
        return SignedNote.of(text, keys.log().sign(text));
    }

    private TreeProofs proofs() {
        return new TreeProofs(log.nodes(log.head().size()));
    }
}
