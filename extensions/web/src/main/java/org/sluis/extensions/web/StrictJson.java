// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads JSON of strangers: UTF-8, no duplicate keys, nothing after the value, at most 32 levels deep. */
public final class StrictJson {

    /** Deepest nesting that is read. */
    public static final int DEPTH = 32;

    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 2_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(LONGEST_NAME)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * The JSON object in {@code text}. Its size is bounded by the caller.
     *
     * @throws InvalidJsonException if it is anything else
     */
    public static JsonNode object(String text) throws InvalidJsonException {
        try {
            var node = JSON.readTree(text);
            if (node == null || !node.isObject()) {
                throw new InvalidJsonException("not a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new InvalidJsonException("not valid JSON, too deep, or a key occurs twice"
                    + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
        }
    }

    /** {@link #object(String)} of UTF-8 bytes. */
    public static JsonNode object(byte[] utf8) throws InvalidJsonException {
        try {
            return object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new InvalidJsonException("not UTF-8");
        }
    }

    /** A text is not the JSON that is wanted; the message may be shown to whoever sent it. */
    public static final class InvalidJsonException extends Exception {
        InvalidJsonException(String message) {
            super(message, null, false, false);
        }
    }
}
