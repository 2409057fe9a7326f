// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds keys that no record knows. Done before binding, so that a misspelt key is called unknown and not the right one missing.
 */
final class KnownKeys {

    private KnownKeys() {}

    /** The first unknown key in {@code node}, as a sentence; empty if there is none. */
    static Optional<String> firstUnknown(JsonNode node, Class<?> type, String path) {
        if (!type.isRecord() || !node.isObject()) {
            return Optional.empty();
        }
        var known = new TreeMap<String, RecordComponent>();
        Arrays.stream(type.getRecordComponents()).forEach(component -> known.put(name(component), component));
        for (var field : node.properties()) {
            var component = known.get(field.getKey());
            if (component == null) {
                return Optional.of("unknown key '" + path + field.getKey() + "'; known here: "
                        + String.join(", ", known.keySet()));
            }
            var inside = inside(field.getValue(), component, path + field.getKey());
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inside(JsonNode value, RecordComponent component, String path) {
        if (!value.isArray()) {
            return firstUnknown(value, component.getType(), path + ".");
        }
        if (!(component.getGenericType() instanceof ParameterizedType list)
                || !(list.getActualTypeArguments()[0] instanceof Class<?> element)) {
            return Optional.empty();
        }
        for (var i = 0; i < value.size(); i++) {
            var unknown = firstUnknown(value.get(i), element, path + "[" + i + "].");
            if (unknown.isPresent()) {
                return unknown;
            }
        }
        return Optional.empty();
    }

    private static String name(RecordComponent component) {
        var property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }
}
