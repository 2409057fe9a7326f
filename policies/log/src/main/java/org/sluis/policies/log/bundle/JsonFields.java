// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes members of the types wanted from a JSON object; anything else makes the file unreadable. */
final class JsonFields {

    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int LONGEST = 2_000;

    private final String file;
    private final ObjectNode object;

    JsonFields(String file, JsonNode node) throws UnreadableBundleException {
        if (!(node instanceof ObjectNode fields)) {
            throw new UnreadableBundleException(file, "a JSON object is expected");
        }
        this.file = file;
        this.object = fields;
    }

    static JsonFields read(String file, ByteBuffer bytes) throws UnreadableBundleException {
        if (bytes.remaining() > MOST_BYTES) {
            throw new UnreadableBundleException(file, "longer than " + MOST_BYTES + " bytes");
        }
        var object = StrictJson.text(bytes).flatMap(StrictJson::object);
        return new JsonFields(
                file,
                object.orElseThrow(() ->
                        new UnreadableBundleException(file, "not one JSON object, or a member twice, or too deep")));
    }

    void only(Set<String> names) throws UnreadableBundleException {
        for (var member : object.properties()) {
            if (!names.contains(member.getKey())) {
                throw new UnreadableBundleException(file, "unknown member " + FileNames.printable(member.getKey()));
            }
        }
    }

    String text(String name) throws UnreadableBundleException {
        return optionalText(name).orElseThrow(() -> wrong(name));
    }

    Optional<String> optionalText(String name) throws UnreadableBundleException {
        var value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > LONGEST) {
            throw wrong(name);
        }
        return Optional.of(value.textValue());
    }

    long number(String name) throws UnreadableBundleException {
        var value = object.get(name);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(name);
        }
        return value.longValue();
    }

    ObjectNode object(String name) throws UnreadableBundleException {
        if (object.get(name) instanceof ObjectNode value) {
            return value;
        }
        throw wrong(name);
    }

    /** The elements of an array; none when there is no such array. */
    List<JsonNode> array(String name) {
        var elements = new ArrayList<JsonNode>();
        if (object.get(name) instanceof ArrayNode array) {
            array.forEach(elements::add);
        }
        return elements;
    }

    List<JsonFields> objects(String name, int most) throws UnreadableBundleException {
        if (!(object.get(name) instanceof ArrayNode array) || array.size() > most) {
            throw wrong(name);
        }
        var objects = new ArrayList<JsonFields>();
        for (var element : array) {
            objects.add(new JsonFields(file, element));
        }
        return objects;
    }

    UnreadableBundleException wrong(String name) {
        return new UnreadableBundleException(file, "member " + name + " is missing or of the wrong form");
    }
}
