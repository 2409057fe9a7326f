// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Checks the size and shape of a document token by token, before anything is built from it. */
final class JsonLimits {

    static final int MAX_LEVELS = 12;
    static final int MAX_OBJECTS = 256;
    static final int MAX_CHARACTERS = 256 * 1024;

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_LEVELS + 1)
                    .maxNumberLength(100)
                    .maxNameLength(Strings.MAX_LENGTH)
                    .build())
            .build();

    private JsonLimits() {}

    /** The first fault of the text, if it is not one JSON value within the limits. */
    static Optional<Problem> check(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return problem("", "too-large", "A policy has at most " + MAX_CHARACTERS + " characters.");
        }
        try (JsonParser parser = JSON.createParser(text)) {
            return checkTokens(parser);
        } catch (JsonProcessingException e) {
            return problem("", "not-json", "This is not JSON: " + where(e) + ".");
        } catch (IOException e) {
            return problem("", "not-json", "This is not JSON.");
        }
    }

    private static Optional<Problem> checkTokens(JsonParser parser) throws IOException {
        Deque<Set<String>> levels = new ArrayDeque<>();
        int objects = 0;
        do {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return problem("", "not-json", "The document is empty or ends too early.");
            }
            if (token.isStructEnd()) {
                levels.pop();
            } else if (token.isStructStart()) {
                levels.push(new HashSet<>());
                objects += token == JsonToken.START_OBJECT ? 1 : 0;
            } else if (token == JsonToken.FIELD_NAME && !levels.element().add(parser.currentName())) {
                return problem(
                        pointer(parser),
                        "duplicate-key",
                        "The key " + Problems.quote(parser.currentName()) + " stands twice in one object.");
            }
            Optional<Problem> excess = excess(parser, levels.size(), objects);
            if (excess.isPresent()) {
                return excess;
            }
        } while (!levels.isEmpty());
        return parser.nextToken() == null
                ? Optional.empty()
                : problem("", "not-json", "Something follows the end of the policy.");
    }

    private static Optional<Problem> excess(JsonParser parser, int levels, int objects) {
        if (levels > MAX_LEVELS) {
            return problem(
                    pointer(parser),
                    "too-deep",
                    "A policy nests at most " + MAX_LEVELS + " levels of objects and arrays.");
        }
        return objects > MAX_OBJECTS
                ? problem(pointer(parser), "too-many-objects", "A policy has at most " + MAX_OBJECTS + " objects.")
                : Optional.empty();
    }

    /** The first fault of a tree that another parser built; duplicate keys are gone by then. */
    static Optional<Problem> check(Located root) {
        Deque<Located> open = new ArrayDeque<>();
        Deque<Integer> levels = new ArrayDeque<>();
        open.push(root);
        levels.push(1);
        int objects = 0;
        while (!open.isEmpty()) {
            Located value = open.pop();
            int level = levels.pop();
            if (value.json().isContainerNode() && level > MAX_LEVELS) {
                return problem(
                        value.pointer(),
                        "too-deep",
                        "A policy nests at most " + MAX_LEVELS + " levels of objects and arrays.");
            }
            objects += value.json().isObject() ? 1 : 0;
            if (objects > MAX_OBJECTS || open.size() > MAX_CHARACTERS) {
                return problem(
                        value.pointer(), "too-many-objects", "A policy has at most " + MAX_OBJECTS + " objects.");
            }
            if (value.json().isObject()) {
                value.json().fieldNames().forEachRemaining(key -> open.push(value.member(key)));
            } else if (value.json().isArray()) {
                value.members().forEach(open::push);
            }
            while (levels.size() < open.size()) {
                levels.push(level + 1);
            }
        }
        return Optional.empty();
    }

    private static String pointer(JsonParser parser) {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? "unknown place"
                : "see line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static Optional<Problem> problem(String pointer, String code, String message) {
        return Optional.of(new Problem(pointer, code, message));
    }

    /** Whether the value is JSON at all; a tree node can hold other things. */
    static boolean isJson(JsonNode node) {
        return node != null && !node.isMissingNode() && !node.isPojo() && !node.isBinary();
    }
}
