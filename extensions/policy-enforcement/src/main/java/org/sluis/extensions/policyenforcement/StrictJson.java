// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sluis.policies.odrl.Problem;

/** Reads a message body token by token before anything is built from it: bounded depth and width, no key twice. */
final class StrictJson {

    static final int MAX_LEVELS = 32;
    static final int MAX_OBJECTS = 4096;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_LEVELS + 1)
                    .maxNumberLength(100)
                    .maxNameLength(2048)
                    .build())
            .build();
    private static final ObjectMapper MAPPER = JsonMapper.builder(JSON)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    /** The body is refused; nothing was built from it. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<Problem> problems;

        RefusedException(Problem problem) {
            this(List.of(problem));
        }

        RefusedException(List<Problem> problems) {
            super(problems.get(0).message());
            this.problems = List.copyOf(problems);
        }

        List<Problem> problems() {
            return problems;
        }
    }

    static JsonNode read(byte[] body) throws RefusedException {
        String text = text(body);
        try (JsonParser parser = JSON.createParser(text)) {
            check(parser);
        } catch (JsonProcessingException e) {
            throw refused("", "not-json", "This is not JSON: " + where(e) + ".");
        } catch (IOException e) {
            throw refused("", "not-json", "This is not JSON.");
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw refused("", "not-json", "This is not JSON: " + where(e) + ".");
        }
    }

    static byte[] write(JsonNode body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    // The check stands before the parser is asked for more: a bomb ends at the limit, not at the end of the body.
    private static void check(JsonParser parser) throws IOException, RefusedException {
        Deque<Set<String>> levels = new ArrayDeque<>();
        int objects = 0;
        do {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw refused("", "not-json", "The body is empty or ends too early.");
            }
            if (token.isStructEnd()) {
                levels.pop();
            } else if (token.isStructStart()) {
                levels.push(new HashSet<>());
                objects += token == JsonToken.START_OBJECT ? 1 : 0;
            } else if (token == JsonToken.FIELD_NAME && !levels.element().add(parser.currentName())) {
                throw refused(pointer(parser), "duplicate-key", "This key stands twice in one object.");
            }
            if (levels.size() > MAX_LEVELS) {
                throw refused(pointer(parser), "too-deep", "A body nests at most " + MAX_LEVELS + " levels.");
            }
            if (objects > MAX_OBJECTS) {
                throw refused(pointer(parser), "too-many-objects", "A body has at most " + MAX_OBJECTS + " objects.");
            }
        } while (!levels.isEmpty());
        if (parser.nextToken() != null) {
            throw refused("", "not-json", "Something follows the end of the JSON value.");
        }
    }

    private static String text(byte[] body) throws RefusedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("", "not-utf8", "The body is not UTF-8.");
        }
    }

    private static RefusedException refused(String pointer, String code, String message) {
        return new RefusedException(new Problem(pointer, code, message));
    }

    private static String pointer(JsonParser parser) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return pointer.length() <= 300 ? pointer : pointer.substring(0, 300) + "...";
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? "unknown place"
                : "see line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }
}
