// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.reconcile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sluis.policies.log.bundle.BundleEntry;

/**
 * An entry that the other side must have as well.
 *
 * @param index in its log
 * @param key what both sides call the event
 * @param facts what both sides must say alike, by JSON pointer
 * @param happened milliseconds since 1970, as the entry says
 * @param logged milliseconds since 1970, as the leaf says
 */
public record Event(long index, String key, Map<String, String> facts, long happened, long logged) {

    /** Types of which each side logs its own entry. */
    static final Set<String> TYPES = Set.of(
            "agreement.sealed", "agreement.terminated", "transfer.state", "transfer.receipt", "deletion.attested");

    private static final List<JsonPointer> KEY = pointers(
            "/type", "/corr/agreementId", "/corr/consumerPid", "/corr/providerPid", "/corr/flowId", "/state/to");

    static final List<JsonPointer> FACTS = pointers(
            "/policy/digest",
            "/seal/sha256",
            "/receipt/sha256",
            "/data/bytes",
            "/data/sha256",
            "/corr/datasetId",
            "/decision");

    public Event {
        facts = Map.copyOf(facts);
    }

    /** The event of an entry; empty when its type is one that each side logs for itself. */
    static Optional<Event> of(BundleEntry entry, JsonNode payload) {
        if (!TYPES.contains(payload.path("type").asText())) {
            return Optional.empty();
        }
        var key = new ArrayList<String>();
        KEY.forEach(pointer -> key.add(text(payload.at(pointer))));
        var facts = new TreeMap<String, String>();
        FACTS.stream()
                .filter(pointer -> !payload.at(pointer).isMissingNode())
                .forEach(pointer -> facts.put(pointer.toString(), text(payload.at(pointer))));
        long logged = entry.entry().leaf().time();
        return Optional.of(new Event(
                entry.index(), String.join("|", key), facts, happened(payload).orElse(logged), logged));
    }

    private static List<JsonPointer> pointers(String... texts) {
        return Arrays.stream(texts).map(JsonPointer::compile).toList();
    }

    private static String text(JsonNode node) {
        // a bar within an id must not look like the next member
        return node.isTextual()
                ? node.textValue().replace("%", "%25").replace("|", "%7C")
                : node.isMissingNode() ? "" : node.toString();
    }

    private static Optional<Long> happened(JsonNode payload) {
        try {
            return Optional.of(Instant.parse(payload.path("ts").asText()).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
