// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.BundleEntry;
import org.sluis.policies.log.bundle.BundleKey;
import org.sluis.policies.log.bundle.Check;
import org.sluis.policies.log.bundle.Finding;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.bundle.Verdict;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.SignedNote;

/** Does the other side show the log that the holder has seen? Compares what the holder keeps with the other's bundle. */
final class HeldNotes {

    private static final String CHECKPOINT = "checkpoint";
    private static final String PEER_CHECKPOINT = "peer/checkpoint";
    private static final String PEER_HEADS = "peer/heads.note";

    private final Bundle holder;
    private final Bundle other;
    private final List<Finding> findings;

    HeldNotes(Bundle holder, Bundle other, List<Finding> findings) {
        this.holder = holder;
        this.other = other;
        this.findings = findings;
    }

    void compare() {
        checkpoint().ifPresent(this::compare);
        heads().ifPresent(this::compare);
    }

    private void compare(Checkpoint held) {
        boolean split = shown().anyMatch(
                        checkpoint -> checkpoint.head().size() == held.head().size()
                                && !checkpoint.head().root().equals(held.head().root()));
        if (split) {
            add(
                    Verdict.TAMPERED,
                    Check.CONSISTENCY,
                    PEER_CHECKPOINT,
                    "split view: the other side shows another tree of "
                            + held.head().size() + " entries here");
        } else if (held.head().size() > newest().head().size()) {
            add(
                    Verdict.INCOMPLETE,
                    Check.CONSISTENCY,
                    PEER_CHECKPOINT,
                    "the other side's bundle is older than what its log has signed");
        }
    }

    private void compare(StreamHeadsNote held) {
        for (var stream : other.manifest().subject().streams()) {
            held.head(stream.id()).ifPresent(head -> compare(held, stream.id(), head));
        }
    }

    private void compare(StreamHeadsNote held, StreamId stream, StreamHead head) {
        boolean shown = other.entry(head.index())
                .map(BundleEntry::entry)
                .filter(entry -> entry.hash().equals(head.leaf()))
                .flatMap(entry -> entry.leaf().in(stream))
                .filter(position -> position.sequence() == head.entries() - 1)
                .isPresent();
        if (shown) {
            return;
        }
        boolean older = held.tree().size() > newest().head().size();
        add(
                older ? Verdict.INCOMPLETE : Verdict.TAMPERED,
                Check.HEADS,
                PEER_HEADS,
                "the other side signed " + head.entries() + " entries of stream " + stream + ", the last at "
                        + head.index() + (older ? "; its bundle is older than that" : ", and does not show them"));
    }

    private Optional<Checkpoint> checkpoint() {
        return note(PEER_CHECKPOINT)
                .flatMap(note -> Checkpoint.parse(note.text()))
                .filter(checkpoint -> ours(PEER_CHECKPOINT, checkpoint.origin()));
    }

    private Optional<StreamHeadsNote> heads() {
        return note(PEER_HEADS)
                .flatMap(note -> StreamHeadsNote.parse(note.text()))
                .filter(heads -> ours(PEER_HEADS, heads.origin()));
    }

    private boolean ours(String file, String origin) {
        boolean same = origin.equals(other.manifest().subject().origin());
        if (!same) {
            add(
                    Verdict.INCOMPLETE,
                    Check.PEER,
                    file,
                    "is of the log " + origin + ", not of the one in the other bundle");
        }
        return same;
    }

    /** A held note, if a key of the other side's log signed it. */
    private Optional<SignedNote> note(String file) {
        var keys = other.keys().stream()
                .filter(key -> key.use() == BundleKey.Use.LOG)
                .map(BundleKey::key)
                .toList();
        var note = Optional.ofNullable(holder.notes().get(file));
        var signed = note.filter(held -> !held.verify(keys).signatures().isEmpty());
        if (note.isEmpty()) {
            add(
                    Verdict.INCOMPLETE,
                    Check.PEER,
                    file,
                    holder.manifest().subject().self() + " holds nothing that the other side's log signed");
        } else if (signed.isEmpty()) {
            add(
                    Verdict.INCOMPLETE,
                    Check.PEER,
                    file,
                    "is not signed by a log key in the other bundle, so nothing can be compared");
        }
        return signed;
    }

    private Checkpoint newest() {
        return Checkpoint.parse(other.notes().get(CHECKPOINT).text()).orElseThrow();
    }

    private Stream<Checkpoint> shown() {
        return other.notes().entrySet().stream()
                .filter(note -> note.getKey().startsWith(CHECKPOINT))
                .flatMap(note -> Checkpoint.parse(note.getValue().text()).stream());
    }

    private void add(Verdict verdict, Check check, String file, String message) {
        findings.add(new Finding(check, verdict, file, OptionalLong.empty(), message));
    }
}
