// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads and writes the fields of a row by dotted path. */
final class FieldValues {
    /** The paths are those of the products' fields: a few dozen. */
    private static final Map<String, JsonPointer> POINTERS = new ConcurrentHashMap<>();

    private FieldValues() {}

    private static JsonPointer pointer(String path) {
        return JsonPointer.compile("/" + path.replace('.', '/'));
    }

    static void put(ObjectNode row, String path, String value) {
        holder(row, path).put(last(path), value);
    }

    static void put(ObjectNode row, String path, BigDecimal value) {
        holder(row, path).set(last(path), DecimalNode.valueOf(value));
    }

    static JsonNode get(JsonNode row, String path) {
        return row.at(POINTERS.computeIfAbsent(path, FieldValues::pointer));
    }

    static Optional<String> text(JsonNode row, String path) {
        var node = get(row, path);
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    static Optional<BigDecimal> number(JsonNode row, String path) {
        var node = get(row, path);
        return node.isNumber() ? Optional.of(node.decimalValue()) : Optional.empty();
    }

    private static ObjectNode holder(ObjectNode row, String path) {
        int dot = path.lastIndexOf('.');
        // No field lies deeper than in one object.
        return dot < 0 ? row : row.withObjectProperty(path.substring(0, dot));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
