// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.publication;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.bundle.KeyRotation;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;
import org.sluis.policies.log.note.VerifierKey;

/**
 * The log's key as the company's secrets keep it, together with what must never be separated from it.
 *
 * @param origin fixed for the life of the log
 * @param seed private key of RFC 8032
 * @param retired public halves of the keys before, oldest first
 * @param rotations how each of them named the next, oldest first
 */
record StoredLogKey(String origin, Hash seed, List<VerifierKey> retired, List<SignedNote> rotations) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    StoredLogKey {
        retired = List.copyOf(retired);
        rotations = List.copyOf(rotations);
    }

    /** Reads what {@link #bytes} writes; empty for anything else. */
    static Optional<StoredLogKey> parse(byte[] bytes) {
        try {
            var json = JSON.readTree(bytes);
            var seed = Hash.fromBase64(json.path("seed").asText());
            var retired = new ArrayList<VerifierKey>();
            json.path("retired").forEach(key -> VerifierKey.parse(key.asText()).ifPresent(retired::add));
            var rotations = new ArrayList<SignedNote>();
            json.path("rotations").forEach(note -> note(note).ifPresent(rotations::add));
            var whole = json.path("origin").isTextual()
                    && retired.size() == json.path("retired").size()
                    && rotations.size() == json.path("rotations").size();
            return seed.filter(found -> whole)
                    .map(found -> new StoredLogKey(json.path("origin").asText(), found, retired, rotations));
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] bytes() {
        var json = JSON.createObjectNode().put("origin", origin).put("seed", seed.base64());
        var keys = json.putArray("retired");
        retired.forEach(key -> keys.add(key.vkey()));
        var notes = json.putArray("rotations");
        rotations.forEach(note -> notes.add(new String(note.bytes(), StandardCharsets.UTF_8)));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    NoteSigner signer() {
        return NoteSigner.ed25519(origin, seed.bytes());
    }

    /** The same log with another key, which the present one names as its successor. */
    StoredLogKey rotated(Hash next) {
        var old = signer();
        var text =
                new KeyRotation(origin, NoteSigner.ed25519(origin, next.bytes()).key()).text();
        var keys = new ArrayList<>(retired);
        keys.add(old.key());
        var notes = new ArrayList<>(rotations);
        notes.add(SignedNote.of(text, old.sign(text)));
        return new StoredLogKey(origin, next, keys, notes);
    }

    private static Optional<SignedNote> note(JsonNode text) {
        return SignedNote.parse(text.asText().getBytes(StandardCharsets.UTF_8));
    }

    /** Without the private key. */
    @Override
    public String toString() {
        return "StoredLogKey[" + origin + "]";
    }
}
