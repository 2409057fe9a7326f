// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** RFC 8785 text of a rule as {@link PolicyForm} reads it: siblings de-duplicated, except under xone, and sorted by their bytes. */
final class Canonical {
    static final Comparator<String> BY_BYTES = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    private Canonical() {}

    static String text(JsonNode node) {
        var members = new TreeMap<String, String>();
        for (var property : node.properties()) {
            var key = property.getKey();
            var value = property.getValue();
            if (!value.isArray()) {
                members.put(
                        key, key.equals("rightOperand") ? quoted(value.textValue()) : quoted(iri(value.textValue())));
            } else if (!value.isEmpty()) {
                members.put(key, "[" + String.join(",", siblings(value, !key.equals("xone"))) + "]");
            }
        }
        var written = new ArrayList<String>();
        members.forEach((key, value) -> written.add(quoted(key) + ":" + value));
        return "{" + String.join(",", written) + "}";
    }

    private static List<String> siblings(JsonNode array, boolean once) {
        var texts = new ArrayList<String>();
        array.forEach(member -> texts.add(text(member)));
        var stream = once ? texts.stream().distinct() : texts.stream();
        return stream.sorted(BY_BYTES).toList();
    }

    private static String iri(String prefixed) {
        return prefixed.startsWith("odrl:")
                ? Names.ODRL + prefixed.substring("odrl:".length())
                : Names.SLUIS + prefixed.substring("sluis:".length());
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
