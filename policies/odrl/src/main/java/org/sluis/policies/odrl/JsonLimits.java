// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Checks the size and shape of a document token by token, before anything is built from it. */
final class JsonLimits {

    static final int MAX_LEVELS = 12;
    static final int MAX_OBJECTS = 256;
    static final int MAX_CHARACTERS = 1024 * 1024;

    // Twelve levels and 256 objects still leave room for an array of a million numbers.
    private static final int MAX_VALUES = 4096;
    private static final int MAX_STRING = 64 * 1024;

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_LEVELS + 1)
                    .maxNumberLength(100)
                    .maxNameLength(Strings.MAX_LENGTH)
                    .maxStringLength(MAX_STRING)
                    .build())
            .build();

    private int objects;
    private int values;

    private JsonLimits() {}

    /** The first fault of the text, if it is not one JSON value within the limits. */
    static Optional<Problem> check(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return problem("", "too-large", "A policy has at most " + MAX_CHARACTERS + " characters.");
        }
        try (JsonParser parser = JSON.createParser(text)) {
            return checkTokens(parser);
        } catch (StreamConstraintsException e) {
            return Optional.of(tooLong(e));
        } catch (JsonProcessingException e) {
            return problem("", "not-json", "This is not JSON: " + where(e) + ".");
        } catch (IOException e) {
            return problem("", "not-json", "This is not JSON.");
        }
    }

    static Problem tooLong(StreamConstraintsException e) {
        return new Problem("", "too-large", "A name, a string or a number is too long: " + where(e) + ".");
    }

    private static Optional<Problem> checkTokens(JsonParser parser) throws IOException {
        Deque<Set<String>> levels = new ArrayDeque<>();
        JsonLimits counted = new JsonLimits();
        do {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return problem("", "not-json", "The document is empty or ends too early.");
            }
            parser.finishToken();
            if (token.isStructEnd()) {
                levels.pop();
                continue;
            }
            if (token == JsonToken.FIELD_NAME) {
                if (!levels.element().add(parser.currentName())) {
                    return duplicate(parser);
                }
                continue;
            }
            if (token.isStructStart()) {
                levels.push(new HashSet<>());
            }
            Optional<Problem> excess =
                    counted.excess(pointerOf(parser), levels.size(), token == JsonToken.START_OBJECT);
            if (excess.isPresent()) {
                return excess;
            }
        } while (!levels.isEmpty());
        return parser.nextToken() == null
                ? Optional.empty()
                : problem("", "not-json", "Something follows the end of the policy.");
    }

    private static Optional<Problem> duplicate(JsonParser parser) throws IOException {
        String key = Problems.quote(parser.currentName());
        return problem(pointer(parser), "duplicate-key", "The key " + key + " stands twice in one object.");
    }

    /** Counts one more value, this many levels deep. */
    private Optional<Problem> excess(Supplier<String> pointer, int level, boolean isObject) {
        values++;
        objects += isObject ? 1 : 0;
        if (level > MAX_LEVELS) {
            return problem(
                    pointer.get(),
                    "too-deep",
                    "A policy nests at most " + MAX_LEVELS + " levels of objects and arrays.");
        }
        if (objects > MAX_OBJECTS) {
            return problem(pointer.get(), "too-many-objects", "A policy has at most " + MAX_OBJECTS + " objects.");
        }
        return values > MAX_VALUES
                ? problem(pointer.get(), "too-many-values", "A policy has at most " + MAX_VALUES + " values.")
                : Optional.empty();
    }

    /** The first fault of a tree that another parser built; duplicate keys are gone by then. */
    static Optional<Problem> check(Located root) {
        return new JsonLimits().check(root, 1);
    }

    private Optional<Problem> check(Located value, int level) {
        int levels = value.json().isContainerNode() ? level : 0;
        Optional<Problem> excess = excess(value::pointer, levels, value.json().isObject());
        // INVARIANT: the recursion ends one level below the limit, the loop with the limit on values.
        for (Iterator<Located> members = value.children(); members.hasNext() && excess.isEmpty(); ) {
            excess = check(members.next(), level + 1);
        }
        return excess;
    }

    private static Supplier<String> pointerOf(JsonParser parser) {
        return () -> pointer(parser);
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
