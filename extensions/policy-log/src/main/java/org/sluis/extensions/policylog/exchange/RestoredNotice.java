// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.json.JsonArray;
import org.sluis.policies.log.json.JsonNumber;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.json.JsonReader;
import org.sluis.policies.log.json.JsonValue;
import org.sluis.policies.log.json.MalformedJsonException;
import org.sluis.policies.log.leaf.SaltedPayload;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/**
 * The body of {@code exchange/restored}: a log goes on from a backup and says in an entry which trees are lost.
 *
 * @param checkpoint of the tree that has the entry
 * @param index of the entry {@code log.restored}
 * @param entry its leaf, proven
 * @param payload what it says
 */
record RestoredNotice(SignedNote checkpoint, long index, ProvenLeaf entry, SaltedPayload payload) {

    /** Reads what {@link #json} writes; empty for anything else. */
    static Optional<RestoredNotice> read(JsonNode json) {
        var note = SignedNote.parse(json.path("checkpoint").asText().getBytes(StandardCharsets.UTF_8));
        var entry = ProvenLeaf.read(json.path("entry"));
        var salt = Hash.fromBase64(json.path("salt").asText());
        if (note.isEmpty()
                || entry.isEmpty()
                || salt.isEmpty()
                || !json.path("index").canConvertToLong()) {
            return Optional.empty();
        }
        try {
            var payload = new SaltedPayload(salt.get(), json.path("payload").asText());
            return Optional.of(new RestoredNotice(note.get(), json.path("index").asLong(-1), entry.get(), payload));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    JsonNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("checkpoint", new String(checkpoint.bytes(), StandardCharsets.UTF_8))
                .put("index", index)
                .put("salt", payload.salt().base64())
                .put("payload", payload.json());
        entry.write(json.putObject("entry"));
        return json;
    }

    /** Whether the entry is in that tree, says that the log was restored there, and names {@code lost}. */
    boolean gives(TreeHead lost, TreeHead tree) {
        try {
            var said = JsonReader.object(payload.json());
            var restored = said.at("restored");
            return payload.commitment().equals(entry.leaf().commitment())
                    && entry.standsAt(index, tree)
                    && said.text("type").filter("log.restored"::equals).isPresent()
                    && restored.flatMap(from -> whole(from, "size"))
                            .filter(size -> size == index)
                            .isPresent()
                    && lost.size() > index
                    && restored.stream().flatMap(RestoredNotice::lost).anyMatch(lost::equals);
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    private static Stream<TreeHead> lost(JsonValue restored) {
        var lost = restored.at("lost")
                .map(value -> value instanceof JsonArray array ? array.elements() : List.<JsonValue>of());
        return lost.stream().flatMap(List::stream).flatMap(head -> head(head).stream());
    }

    private static Optional<TreeHead> head(JsonValue head) {
        var root = head.text("root").flatMap(Hash::fromBase64);
        return whole(head, "size")
                .filter(size -> size >= 0)
                .flatMap(size -> root.map(hash -> new TreeHead(size, hash)));
    }

    private static Optional<Long> whole(JsonValue value, String name) {
        return value instanceof JsonObject object
                ? object.member(name)
                        .flatMap(member -> member instanceof JsonNumber number ? number.whole() : Optional.empty())
                : Optional.empty();
    }
}
