// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.sluis.policies.testkit.cases.Choices;

/** Changes a document: its bytes, whatever they are, or its structure, so that it stays JSON. */
final class Mutations {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONGEST = 1_200_000;

    private static final List<byte[]> TOKENS = Stream.of(
                    "\"",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "null",
                    "true",
                    "-",
                    "1e999999999",
                    "9".repeat(400),
                    "0x10",
                    "\\",
                    "\\u0000",
                    "\\ud800",
                    "\\udfff",
                    "\u202e",
                    "\u2066",
                    "\ufeff",
                    "\0",
                    "\u00a0",
                    "P1M",
                    "P1Y",
                    "P36501D",
                    "P99999999999999999999D",
                    "10000-01-01T00:00:00Z",
                    "2026-12-31T23:59:60Z",
                    "odrl:",
                    "sluis:",
                    "_:a",
                    "\"@context\":{\"odrl\":\"https://example.org/\"},",
                    "\"@context\":\"https://example.org/\",",
                    "\"@id\":\"urn:a\",",
                    "\"odrl:permission\":[{\"odrl:action\":\"odrl:use\"}],",
                    "[".repeat(300))
            .map(token -> token.getBytes(StandardCharsets.UTF_8))
            .toList();

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "odrl:use",
            "use",
            "odrl:lteq",
            "lteq",
            "odrl:count",
            "sluis:window",
            "P1D",
            "P1M",
            "-P1D",
            "PT0S",
            "9".repeat(40),
            "10000-01-01T00:00:00Z",
            "\ud800",
            "\u202enoissimrep",
            "\0",
            "did:web:a",
            "http://localhost/",
            "https://w3id.org/dspace/2025/1/context.jsonld",
            "http://www.w3.org/ns/odrl/2/",
            "x".repeat(5_000));

    private static final List<String> KEYS = List.of(
            "@context",
            "@id",
            "@type",
            "@graph",
            "@vocab",
            "odrl",
            "sluis",
            "permission",
            "odrl:permission",
            "prohibition",
            "obligation",
            "duty",
            "constraint",
            "and",
            "or",
            "xone",
            "leftOperand",
            "operator",
            "rightOperand",
            "action",
            "refinement",
            "profile",
            "target",
            "assignee",
            "\ud800",
            "",
            "a:b:c");

    private final Choices choices;

    Mutations(Choices choices) {
        this.choices = choices;
    }

    /** One to four changes. */
    byte[] of(byte[] document, byte[] donor) {
        var changed = document;
        for (var changes = choices.of(1, 1, 2, 2, 3, 4); changes > 0 && changed.length < LONGEST; changes--) {
            changed = choices.chance(50) ? ofBytes(changed, donor) : ofStructure(changed, donor);
        }
        return changed.length <= LONGEST ? changed : Arrays.copyOf(changed, LONGEST);
    }

    private byte[] ofBytes(byte[] document, byte[] donor) {
        var from = choices.below(document.length + 1);
        var to = from + choices.below(Math.min(document.length - from, 64) + 1);
        return switch (choices.below(6)) {
            case 0 -> flipped(document);
            case 1 -> joined(document, from, new byte[0], to);
            case 2 -> joined(document, from, choices.of(TOKENS), from);
            case 3 -> joined(document, from, choices.of(TOKENS), to);
            case 4 -> joined(document, to, Arrays.copyOfRange(document, from, to), to);
            default -> {
                var start = choices.below(donor.length + 1);
                var end = start + choices.below(Math.min(donor.length - start, 200) + 1);
                yield joined(document, from, Arrays.copyOfRange(donor, start, end), to);
            }
        };
    }

    private byte[] flipped(byte[] document) {
        var flipped = document.clone();
        if (flipped.length > 0) {
            flipped[choices.below(flipped.length)] ^= (byte) (1 << choices.below(8));
        }
        return flipped;
    }

    private static byte[] joined(byte[] document, int until, byte[] between, int from) {
        var joined = Arrays.copyOf(document, until + between.length + document.length - from);
        System.arraycopy(between, 0, joined, until, between.length);
        System.arraycopy(document, from, joined, until + between.length, document.length - from);
        return joined;
    }

    private byte[] ofStructure(byte[] document, byte[] donor) {
        try {
            var root = JSON.readTree(document);
            var places = new ArrayList<ContainerNode<?>>();
            collect(root, places);
            if (places.isEmpty()) {
                return ofBytes(document, donor);
            }
            var place = choices.of(places);
            if (place instanceof ObjectNode object) {
                change(object, root);
            } else {
                change((ArrayNode) place);
            }
            return JSON.writeValueAsBytes(root);
        } catch (IOException e) {
            return ofBytes(document, donor);
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> places) {
        if (node instanceof ContainerNode<?> container && places.size() < 500) {
            places.add(container);
            node.forEach(child -> collect(child, places));
        }
    }

    private void change(ObjectNode object, JsonNode root) {
        var keys = new ArrayList<String>();
        object.fieldNames().forEachRemaining(keys::add);
        var key = keys.isEmpty() || choices.chance(30) ? choices.of(KEYS) : choices.of(keys);
        switch (choices.below(5)) {
            case 0 -> object.remove(key);
            case 1 -> object.set(key, odd());
            case 2 -> object.set(choices.of(KEYS), object.path(key).deepCopy());
            case 3 -> object.set(key, wrapped(object.path(key).deepCopy()));
            default -> object.set(key, root.deepCopy());
        }
    }

    private void change(ArrayNode array) {
        switch (choices.below(4)) {
            case 0 -> array.add(odd());
            case 1 -> {
                var repeated = array.path(choices.below(array.size() + 1)).deepCopy();
                // Repeated again and again, a small document would fill all memory.
                var most = LONGEST / Math.max(1, repeated.toString().length());
                for (var times = Math.min(most, choices.of(1, 3, 300));
                        times > 0 && !repeated.isMissingNode();
                        times--) {
                    array.add(repeated);
                }
            }
            case 2 -> array.removeAll();
            default -> array.insert(0, wrapped(array.deepCopy()));
        }
    }

    private JsonNode wrapped(JsonNode node) {
        var wrapped = node.isMissingNode() ? NODES.nullNode() : node;
        for (var levels = choices.of(1, 1, 2, 12, 30); levels > 0; levels--) {
            wrapped = choices.chance(50)
                    ? NODES.arrayNode().add(wrapped)
                    : NODES.objectNode().set(choices.of(KEYS), wrapped);
        }
        return wrapped;
    }

    private JsonNode odd() {
        return switch (choices.below(6)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(choices.of(0L, -1L, 1L, Long.MAX_VALUE));
            case 2 -> NODES.objectNode();
            case 3 -> NODES.arrayNode().add(choices.of(TEXTS));
            case 4 -> NODES.objectNode().put("@id", choices.of(TEXTS));
            default -> NODES.textNode(choices.of(TEXTS));
        };
    }
}
