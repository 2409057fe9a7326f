// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes texts, booleans, whole numbers, lists and objects as RFC 8785 JSON. */
public final class Rfc8785 {

    private static final long LARGEST = (1L << 53) - 1;

    private Rfc8785() {}

    /** The one spelling of an object; its members in the order of their UTF-16 code units. */
    public static String write(Map<String, ?> object) {
        var json = new StringBuilder();
        object(json, object);
        return json.toString();
    }

    /** The same in UTF-8. */
    public static byte[] bytes(Map<String, ?> object) {
        return write(object).getBytes(StandardCharsets.UTF_8);
    }

    private static void object(StringBuilder json, Map<?, ?> object) {
        var sorted = new TreeMap<String, Object>();
        object.forEach((name, value) -> sorted.put((String) name, value));
        var separator = "{";
        for (var member : sorted.entrySet()) {
            json.append(separator);
            string(json, member.getKey());
            value(json.append(':'), member.getValue());
            separator = ",";
        }
        json.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void value(StringBuilder json, Object value) {
        if (value instanceof String text) {
            string(json, text);
        } else if (value instanceof Map<?, ?> object) {
            object(json, object);
        } else if (value instanceof List<?> list) {
            list(json, list);
        } else if (value instanceof Integer || value instanceof Long) {
            number(json, ((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            json.append(truth.booleanValue());
        } else {
            throw new IllegalArgumentException("neither text, boolean, whole number, list nor object");
        }
    }

    private static void list(StringBuilder json, List<?> list) {
        json.append('[');
        for (var i = 0; i < list.size(); i++) {
            value(i == 0 ? json : json.append(','), list.get(i));
        }
        json.append(']');
    }

    private static void number(StringBuilder json, long number) {
        if (number > LARGEST || number < -LARGEST) {
            throw new IllegalArgumentException("JSON cannot tell " + number + " from its neighbours");
        }
        json.append(number);
    }

    private static void string(StringBuilder json, String text) {
        json.append('"');
        for (var i = 0; i < text.length(); i++) {
            character(json, text.charAt(i));
        }
        json.append('"');
    }

    private static void character(StringBuilder json, char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (c < ' ') {
                    json.append(String.format("\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
        }
    }
}
