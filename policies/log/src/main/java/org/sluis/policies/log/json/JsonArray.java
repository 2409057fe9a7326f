// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.json;

import java.util.List;
import java.util.stream.Collectors;

/** A JSON array. */
public record JsonArray(List<JsonValue> elements) implements JsonValue {

    public JsonArray {
        elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
        return elements.stream().map(JsonValue::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
