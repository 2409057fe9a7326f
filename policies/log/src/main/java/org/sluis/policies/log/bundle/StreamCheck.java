// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Optional;
import java.util.stream.Collectors;
import org.sluis.policies.log.leaf.InMemoryStreamHeads;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamPosition;
import org.sluis.policies.log.merkle.TreeHead;

/** Is each stream whole: numbered without gaps, chained, and as long as the log said to the other party? */
final class StreamCheck {

    private StreamCheck() {}

    static void check(Bundle bundle, TreeHead head, AcceptedKeys keys, Findings findings) {
        var ends = new InMemoryStreamHeads();
        var here = bundle.manifest().subject().streams().stream()
                .map(Manifest.Stream::id)
                .collect(Collectors.toSet());
        for (var entry : bundle.entries()) {
            entry.entry().leaf().streams().stream()
                    .filter(position -> here.contains(position.stream()))
                    .forEach(position -> follow(entry, position, ends, findings));
        }
        statement(bundle, head, keys, findings).ifPresent(stated -> {
            for (var stream : bundle.manifest().subject().streams()) {
                if (ends.head(stream.id()).isEmpty()
                        || !stated.head(stream.id()).equals(ends.head(stream.id()))) {
                    findings.tampered(
                            Check.HEADS,
                            FileNames.HEADS,
                            "stream " + stream.id() + " ends here after " + entries(ends.head(stream.id()))
                                    + ", but the log signed " + entries(stated.head(stream.id())));
                }
            }
        });
    }

    private static void follow(
            BundleEntry entry, StreamPosition position, InMemoryStreamHeads ends, Findings findings) {
        var end = ends.head(position.stream());
        long sequence = end.map(StreamHead::entries).orElse(0L);
        var previous = end.map(StreamHead::leaf).orElse(StreamPosition.NONE);
        if (position.sequence() != sequence || !position.previous().equals(previous)) {
            findings.tampered(
                    Check.STREAM,
                    FileNames.LEAVES,
                    entry.index(),
                    "does not continue stream " + position.stream() + ": its entry " + sequence + " is expected");
        }
        ends.advance(
                position.stream(),
                new StreamHead(position.sequence() + 1, entry.entry().hash(), entry.index()));
    }

    private static Optional<StreamHeadsNote> statement(
            Bundle bundle, TreeHead head, AcceptedKeys keys, Findings findings) {
        var note = bundle.note(FileNames.HEADS);
        var stated = StreamHeadsNote.parse(note.text());
        if (stated.isEmpty()) {
            findings.unreadable(Check.HEADS, FileNames.HEADS, "the note does not state the heads of streams");
            return Optional.empty();
        }
        if (note.verify(keys.log()).signatures().isEmpty()) {
            findings.tampered(Check.HEADS, FileNames.HEADS, "the log did not sign");
        }
        boolean same = stated.get().origin().equals(bundle.manifest().subject().origin())
                && stated.get().tree().equals(head);
        if (!same) {
            findings.tampered(Check.HEADS, FileNames.HEADS, "is of another tree than the checkpoint");
        }
        return stated;
    }

    private static String entries(Optional<StreamHead> head) {
        return head.map(end -> end.entries() + " entries, the last at " + end.index())
                .orElse("no entry");
    }
}
