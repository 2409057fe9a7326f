// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * By which a catalog is recognised that says what it said the last time. The protocol has no conditional request; so what can be
 * saved is the work after the answer.
 */
final class Digest {

    /** The kind of offer identifier that EDC makes anew for each answer: definition, asset and something random. */
    private static final Pattern OFFER = Pattern.compile("([A-Za-z0-9+/=_-]+:[A-Za-z0-9+/=_-]+):[A-Za-z0-9+/=_-]+");

    private Digest() {}

    /** The digest of these pages, whatever identifiers were made for this answer and in whatever order keys stand. */
    static String of(String names, List<String> pages) throws CatalogException {
        var text = new StringBuilder(names).append('\n');
        for (var page : pages) {
            append(text, Expansion.parse(page).without("@id"));
            text.append('\n');
        }
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void append(StringBuilder text, JsonNode node) {
        if (node.isObject()) {
            var sorted = new TreeMap<String, JsonNode>();
            node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            text.append('{');
            sorted.forEach((key, value) -> {
                text.append(key).append(':');
                if (key.equals("@id") && value.isTextual()) {
                    text.append(OFFER.matcher(value.asText()).replaceFirst("$1"));
                } else {
                    append(text, value);
                }
                text.append(',');
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(member -> {
                append(text, member);
                text.append(',');
            });
            text.append(']');
        } else {
            text.append(node);
        }
    }
}
