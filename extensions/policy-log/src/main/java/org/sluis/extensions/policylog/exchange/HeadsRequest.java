// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.note.SignedNote;

/**
 * The body of {@code exchange/heads}: where the streams end that the receiver may know, to be signed by it.
 *
 * @param heads the note, signed by the log that it is of
 * @param ends what {@code heads} says
 * @param leaves the last leaf of each of these streams, in their order
 */
record HeadsRequest(SignedNote heads, StreamHeadsNote ends, List<ProvenLeaf> leaves) {

    /** So many lines fit a note of 64 KiB. */
    static final int MOST_STREAMS = 400;

    HeadsRequest {
        leaves = List.copyOf(leaves);
    }

    /** Reads what {@link #json} writes; empty for anything else. */
    static Optional<HeadsRequest> read(JsonNode json) {
        var note = SignedNote.parse(json.path("heads").asText().getBytes(StandardCharsets.UTF_8));
        var ends = note.flatMap(signed -> StreamHeadsNote.parse(signed.text()));
        var leaves = new ArrayList<ProvenLeaf>();
        json.path("leaves").forEach(leaf -> ProvenLeaf.read(leaf).ifPresent(leaves::add));
        return ends.filter(said -> said.heads().size() <= MOST_STREAMS)
                .filter(said -> said.heads().size() == leaves.size()
                        && leaves.size() == json.path("leaves").size())
                .map(said -> new HeadsRequest(note.get(), said, leaves));
    }

    JsonNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("heads", new String(heads.bytes(), StandardCharsets.UTF_8));
        var array = json.putArray("leaves");
        leaves.forEach(leaf -> leaf.write(array.addObject()));
        return json;
    }

    /** Whether each stream ends in that tree exactly where the note says. */
    boolean isProven() {
        int place = 0;
        for (var end : ends.heads().entrySet()) {
            var head = end.getValue();
            var leaf = leaves.get(place++);
            boolean lastOfStream = leaf.leaf().streams().stream()
                    .anyMatch(position -> position.stream().toString().equals(end.getKey())
                            && position.sequence() == head.entries() - 1);
            if (!lastOfStream || !leaf.hash().equals(head.leaf()) || !leaf.standsAt(head.index(), ends.tree())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether this continues what was signed before: as every tree continues the one before and every end is proven in its tree, an
     * end that moved has all entries before it behind it, if its number grew.
     */
    boolean continues(StreamHeadsNote before) {
        boolean all = before.heads().entrySet().stream().allMatch(old -> {
            var now = ends.heads().get(old.getKey());
            if (now == null) {
                // with more streams than a note has lines, those that rest longest are left out
                return ends.heads().size() == MOST_STREAMS;
            }
            return now.equals(old.getValue())
                    || (now.entries() > old.getValue().entries()
                            && now.index() > old.getValue().index());
        });
        return all && ends.tree().size() >= before.tree().size();
    }
}
