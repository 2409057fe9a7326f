// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.ConsistencyProof;
import org.sluis.policies.log.note.SignedNote;

/**
 * The body of add-checkpoint (C2SP tlog-witness).
 *
 * @param old size of the tree that the proof begins at
 */
record AddCheckpoint(long old, ConsistencyProof proof, SignedNote checkpoint) {

    private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,17})");
    private static final int MOST_HASHES = 63;

    /** Reads what {@link #text} writes; empty for anything else. */
    static Optional<AddCheckpoint> parse(String text) {
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            return Optional.empty();
        }
        var lines = List.of(text.substring(0, blank).split("\n", MOST_HASHES + 3));
        var old = OLD.matcher(lines.get(0));
        if (!old.matches() || lines.size() > MOST_HASHES + 1) {
            return Optional.empty();
        }
        var path = new ArrayList<Hash>();
        for (var line : lines.subList(1, lines.size())) {
            var hash = Hash.fromBase64(line);
            if (hash.isEmpty()) {
                return Optional.empty();
            }
            path.add(hash.get());
        }
        return SignedNote.parse(text.substring(blank + 2).getBytes(StandardCharsets.UTF_8))
                .map(note -> new AddCheckpoint(Long.parseLong(old.group(1)), new ConsistencyProof(path), note));
    }

    String text() {
        var text = new StringBuilder("old ").append(old).append('\n');
        proof.path().forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n')
                .append(new String(checkpoint.bytes(), StandardCharsets.UTF_8))
                .toString();
    }
}
