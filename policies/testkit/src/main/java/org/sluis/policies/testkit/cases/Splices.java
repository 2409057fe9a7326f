// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** Damages a case anywhere: removes a value, puts one of another case in its place, wraps it or changes a character. */
final class Splices {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CHARACTERS = "0:-Zz/#%PT1 \u00e9";

    /** A place in a tree: a key of an object or an index of an array. */
    private record Place(JsonNode parent, String key, int index) {
        JsonNode value() {
            return parent.isObject() ? parent.get(key) : parent.get(index);
        }

        void set(JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(key, value);
            } else {
                ((ArrayNode) parent).set(index, value);
            }
        }

        void remove() {
            if (parent instanceof ObjectNode object) {
                object.remove(key);
            } else {
                ((ArrayNode) parent).remove(index);
            }
        }
    }

    private Splices() {}

    static void splice(ObjectNode damaged, ObjectNode donor, Choices choices) {
        var part = damaged.get(choices.of("policy", "policy", "policy", "request", "facts"));
        var places = places(part);
        if (places.isEmpty()) {
            return;
        }
        var place = choices.of(places);
        var other = choices.of(places(donor));
        switch (choices.below(6)) {
            case 0 -> place.remove();
            case 1, 2 -> place.set(other.value().deepCopy());
            case 3 -> insert(place, other);
            case 4 -> place.set(wrapped(place.value(), choices));
            default -> place.set(garbled(place.value(), choices));
        }
    }

    private static void insert(Place place, Place other) {
        if (place.parent() instanceof ObjectNode object && other.parent().isObject()) {
            object.set(other.key(), other.value().deepCopy());
        } else if (place.parent() instanceof ArrayNode array) {
            array.add(other.value().deepCopy());
        }
    }

    private static JsonNode wrapped(JsonNode value, Choices choices) {
        return choices.chance(50)
                ? JSON.arrayNode().add(value.deepCopy())
                : JSON.objectNode().set("@id", value.deepCopy());
    }

    private static JsonNode garbled(JsonNode value, Choices choices) {
        if (!value.isTextual()) {
            return choices.of(JSON.nullNode(), JSON.textNode(""), JSON.numberNode(1), JSON.objectNode());
        }
        var text = value.textValue();
        var from = choices.below(text.length() + 1);
        var to = Math.min(text.length(), from + choices.below(2));
        var character = CHARACTERS.charAt(choices.below(CHARACTERS.length()));
        return TextNode.valueOf(text.substring(0, from) + character + text.substring(to));
    }

    private static List<Place> places(JsonNode node) {
        var places = new ArrayList<Place>();
        node.properties().forEach(member -> places.add(new Place(node, member.getKey(), -1)));
        for (var index = 0; node.isArray() && index < node.size(); index++) {
            places.add(new Place(node, "", index));
        }
        node.forEach(child -> places.addAll(places(child)));
        return places;
    }
}
