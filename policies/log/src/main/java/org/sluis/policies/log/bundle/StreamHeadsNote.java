// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.Checkpoint;

/**
 * Where streams end in the tree of a checkpoint: the text of a note that a log signs for a party that may know those streams.
 *
 * @param heads by stream id in hexadecimal
 */
public record StreamHeadsNote(String origin, TreeHead tree, SortedMap<String, StreamHead> heads) {

    public static final String FORMAT = "sluis-policy-log-heads/1";

    private static final int MOST = 10_000;
    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{64}) ([1-9][0-9]{0,17}) (0|[1-9][0-9]{0,17}) ([A-Za-z0-9+/]{43}=)");

    public StreamHeadsNote {
        heads = Collections.unmodifiableSortedMap(new TreeMap<>(heads));
    }

    /** Reads exactly what {@link #text} writes. */
    public static Optional<StreamHeadsNote> parse(String text) {
        var prefix = FORMAT + '\n';
        if (!text.startsWith(prefix) || !text.endsWith("\n")) {
            return Optional.empty();
        }
        // origin, size and root are those of a checkpoint, the streams stand where its extension lines would
        return Checkpoint.parse(text.substring(prefix.length())).flatMap(StreamHeadsNote::of);
    }

    public String text() {
        var text = new StringBuilder(FORMAT)
                .append('\n')
                .append(Checkpoint.of(origin, tree).text());
        heads.forEach((stream, head) -> text.append(stream)
                .append(' ')
                .append(head.entries())
                .append(' ')
                .append(head.index())
                .append(' ')
                .append(head.leaf().base64())
                .append('\n'));
        return text.toString();
    }

    /** Where that stream ends, as far as this note says. */
    public Optional<StreamHead> head(StreamId stream) {
        return Optional.ofNullable(heads.get(stream.toString()));
    }

    private static Optional<StreamHeadsNote> of(Checkpoint lines) {
        var heads = new TreeMap<String, StreamHead>();
        if (lines.extensions().size() > MOST) {
            return Optional.empty();
        }
        for (var line : lines.extensions()) {
            var match = LINE.matcher(line);
            var leaf = match.matches() ? Hash.fromBase64(match.group(4)) : Optional.<Hash>empty();
            if (leaf.isEmpty() || (!heads.isEmpty() && heads.lastKey().compareTo(match.group(1)) >= 0)) {
                return Optional.empty();
            }
            heads.put(
                    match.group(1),
                    new StreamHead(Long.parseLong(match.group(2)), leaf.get(), Long.parseLong(match.group(3))));
        }
        return Optional.of(new StreamHeadsNote(lines.origin(), lines.head(), heads));
    }
}
