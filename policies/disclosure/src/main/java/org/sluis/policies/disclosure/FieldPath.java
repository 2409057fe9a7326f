// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;

/** A dotted path into a row that passes through arrays. */
record FieldPath(List<String> steps) {

    static FieldPath of(String dotted) {
        return new FieldPath(List.of(dotted.split("\\.")));
    }

    /** Calls back with the object that holds the last step and the value there, wherever there is one. */
    void each(JsonNode row, BiConsumer<ObjectNode, JsonNode> found) {
        if (row.isArray()) {
            row.forEach(entry -> each(entry, found));
        } else if (row instanceof ObjectNode object && object.has(steps.get(0))) {
            var value = object.get(steps.get(0));
            if (steps.size() == 1) {
                found.accept(object, value);
            } else {
                new FieldPath(steps.subList(1, steps.size())).each(value, found);
            }
        }
    }

    String last() {
        return steps.get(steps.size() - 1);
    }
}
