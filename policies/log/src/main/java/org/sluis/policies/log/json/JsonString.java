// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.json;

/**
 * A JSON string.
 *
 * @param value without quotes and escapes
 */
public record JsonString(String value) implements JsonValue {

    /** The JSON text of a string: quotes, backslashes and control characters are escaped, everything else stands for itself. */
    public static String quoted(String value) {
        var text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            escape(value.charAt(i), text);
        }
        return text.append('"').toString();
    }

    private static void escape(char c, StringBuilder text) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\b' -> text.append("\\b");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case '\f' -> text.append("\\f");
            case '\r' -> text.append("\\r");
            default -> {
                if (c < ' ') {
                    text.append("\\u00").append(c < 0x10 ? '0' : '1').append("0123456789ABCDEF".charAt(c & 0xf));
                } else {
                    text.append(c);
                }
            }
        }
    }

    @Override
    public String toString() {
        return quoted(value);
    }
}
