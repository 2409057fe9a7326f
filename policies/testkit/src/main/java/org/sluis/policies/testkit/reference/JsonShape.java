// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How objects, lists and names stand in the JSON of a policy. */
final class JsonShape {
    private JsonShape() {}

    /** The members of an object by prefixed name; keys of the profile at most once, others only with empty values. */
    static Map<String, JsonNode> members(Names names, JsonNode object, Set<String> keys, String pointer)
            throws InvalidPolicy {
        if (!object.isObject()) {
            throw new InvalidPolicy(pointer, "not an object");
        }
        var members = new HashMap<String, JsonNode>();
        for (var property : object.properties()) {
            var name = names.prefixed(property.getKey());
            var value = property.getValue();
            if (keys.contains(name)) {
                if (members.put(name, value) != null) {
                    throw new InvalidPolicy(pointer + "/" + property.getKey(), "a key is repeated");
                }
            } else if (!value.isNull() && !(value.isContainerNode() && value.isEmpty())) {
                throw new InvalidPolicy(pointer + "/" + property.getKey(), "not a key of the profile");
            }
        }
        return members;
    }

    /** A single member may stand without its array. */
    static List<JsonNode> list(JsonNode value) {
        if (value == null) {
            return List.of();
        }
        var members = new ArrayList<JsonNode>();
        if (value.isArray()) {
            value.forEach(members::add);
        } else {
            members.add(value);
        }
        return members;
    }

    static String name(Names names, JsonNode value, String pointer) throws InvalidPolicy {
        return names.prefixed(text(single(value), true, pointer));
    }

    /** An identifier: a string without spaces, or {@code {"@id": string}}. */
    static String identifier(JsonNode value, String pointer) throws InvalidPolicy {
        var identifier = text(single(value), true, pointer);
        if (!identifier.matches("[^\\s\\p{Cntrl}]+")) {
            throw new InvalidPolicy(pointer, "an identifier has no spaces");
        }
        return identifier;
    }

    private static JsonNode single(JsonNode value) {
        return value.isArray() && value.size() == 1 ? value.get(0) : value;
    }

    /** A string, or {@code {"@id": string}} where that is allowed. */
    static String text(JsonNode value, boolean iri, String pointer) throws InvalidPolicy {
        var text = iri && value.isObject() && value.size() == 1 && value.has("@id") ? value.get("@id") : value;
        if (!text.isTextual() || text.textValue().isEmpty()) {
            throw new InvalidPolicy(pointer, "not a string");
        }
        return text.textValue();
    }

    static String oneOf(Set<String> known, String name, String pointer) throws InvalidPolicy {
        if (!known.contains(name)) {
            throw new InvalidPolicy(pointer, name + " is not of the profile");
        }
        return name;
    }

    static int levels(JsonNode node) {
        var deepest = 0;
        for (var child : node) {
            deepest = Math.max(deepest, levels(child));
        }
        return node.isContainerNode() ? deepest + 1 : 0;
    }

    static int objects(JsonNode node) {
        var count = node.isObject() ? 1 : 0;
        for (var child : node) {
            count += objects(child);
        }
        return count;
    }
}
