// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * One line of cases, cut into its parts. Each part stays text until the reader that has limits for it takes it.
 *
 * @param request "" when absent
 * @param facts "" when absent
 */
record CaseLine(JsonNode id, String policy, String request, String facts) {

    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(1_000).build())
            .build();

    private static final ObjectMapper IDS = new ObjectMapper();

    static CaseLine of(String line) throws UnreadableCaseException {
        if (line.length() > MAX_CHARACTERS) {
            throw new UnreadableCaseException("a case has at most " + MAX_CHARACTERS + " characters");
        }
        try (JsonParser parser = JSON.createParser(line)) {
            Map<String, String> parts = parts(parser, line);
            String id = parts.get("id");
            return new CaseLine(
                    id == null ? NullNode.getInstance() : IDS.readTree(id),
                    parts.getOrDefault("policy", ""),
                    parts.getOrDefault("request", ""),
                    parts.getOrDefault("facts", ""));
        } catch (JsonProcessingException e) {
            throw new UnreadableCaseException("not JSON at column " + column(e));
        } catch (IOException e) {
            throw new UnreadableCaseException("not JSON");
        }
    }

    private static Map<String, String> parts(JsonParser parser, String line)
            throws IOException, UnreadableCaseException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableCaseException("not a JSON object");
        }
        Map<String, String> parts = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            int start = (int) parser.currentTokenLocation().getCharOffset();
            int end = end(parser, line);
            if (parts.putIfAbsent(key, line.substring(start, end)) != null) {
                throw new UnreadableCaseException("the key " + key + " stands twice");
            }
            if (end == line.length()) {
                return parts;
            }
        }
        if (parser.nextToken() != null) {
            throw new UnreadableCaseException("something follows the object");
        }
        return parts;
    }

    /** Where a value ends. A line is not read on behind a value that is nested too deep; its own reader will refuse that. */
    private static int end(JsonParser parser, String line) throws IOException {
        try {
            parser.skipChildren();
            parser.finishToken();
            return (int) parser.currentLocation().getCharOffset();
        } catch (StreamConstraintsException e) {
            return line.length();
        }
    }

    private static int column(JsonProcessingException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
    }
}
