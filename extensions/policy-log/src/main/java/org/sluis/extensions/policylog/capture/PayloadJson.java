// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.capture;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sluis.extensions.policylog.evidence.Rfc8785;

/** Spelling of payloads: RFC 8785, one line, texts that others chose cut to a bound. */
public final class PayloadJson {

    /** Longest text, in characters, that is kept of what an asker chose. */
    static final int LONGEST = 2_000;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PayloadJson() {}

    /** The members must be maps, lists, texts, whole numbers and booleans. */
    public static String write(Map<String, ?> members) {
        return Rfc8785.write(members);
    }

    /** An object that one of us wrote. */
    static ObjectNode read(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JacksonException | ClassCastException e) {
            throw new IllegalArgumentException("not a JSON object", e);
        }
    }

    static Map<String, ?> members(String json) {
        return MAPPER.convertValue(
                read(json), MAPPER.getTypeFactory().constructMapType(TreeMap.class, String.class, Object.class));
    }

    /**
     * Text that every reader of UTF-8 takes, whatever it was: halves of surrogate pairs become U+FFFD, an end beyond 2,000
     * characters becomes an ellipsis. A denial must be recorded also when the asker chose such text.
     */
    public static String clean(String text) {
        var length = Math.min(text.length(), LONGEST);
        var clean = new StringBuilder(length + 1);
        for (int i = 0; i < length; ) {
            var point = text.codePointAt(i);
            i += Character.charCount(point);
            clean.appendCodePoint(
                    point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point);
        }
        return text.length() > LONGEST ? clean.append('\u2026').toString() : clean.toString();
    }

    static Optional<String> text(JsonNode parent, String pointer) {
        return Optional.ofNullable(parent.at(pointer).textValue());
    }
}
