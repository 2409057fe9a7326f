// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A copy of a row with some of its fields, in the order of the row. */
final class Projection {
    private Projection() {}

    static JsonNode of(JsonNode node, List<String> fields) {
        return of(node, "", fields);
    }

    private static JsonNode of(JsonNode node, String path, List<String> fields) {
        if (fields.contains(path)) {
            return node.deepCopy();
        }
        if (node.isArray()) {
            var entries = JsonNodeFactory.instance.arrayNode();
            node.forEach(entry -> entries.add(of(entry, path, fields)));
            return entries;
        }
        var kept = JsonNodeFactory.instance.objectNode();
        if (node instanceof ObjectNode object) {
            for (var member : object.properties()) {
                var below = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                if (leadsTo(below, fields)) {
                    kept.set(member.getKey(), of(member.getValue(), below, fields));
                }
            }
        }
        return kept;
    }

    private static boolean leadsTo(String path, List<String> fields) {
        return fields.stream().anyMatch(field -> field.equals(path) || field.startsWith(path + "."));
    }
}
