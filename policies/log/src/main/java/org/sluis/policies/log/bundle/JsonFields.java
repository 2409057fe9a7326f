// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.log.json.JsonArray;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.json.JsonReader;
import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.json.JsonValue;
import org.sluis.policies.log.json.MalformedJsonException;

/** Takes members of the types wanted from a JSON object; anything else makes the file unreadable. */
final class JsonFields {

    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int LONGEST = 2_000;

    private final String file;
    private final JsonObject object;

    JsonFields(String file, JsonValue node) throws UnreadableBundleException {
        if (!(node instanceof JsonObject fields)) {
            throw new UnreadableBundleException(file, "a JSON object is expected");
        }
        this.file = file;
        this.object = fields;
    }

    static JsonFields read(String file, ByteBuffer bytes) throws UnreadableBundleException {
        if (bytes.remaining() > MOST_BYTES) {
            throw new UnreadableBundleException(file, "longer than " + MOST_BYTES + " bytes");
        }
        try {
            return new JsonFields(file, JsonReader.object(JsonReader.text(bytes)));
        } catch (MalformedJsonException e) {
            throw new UnreadableBundleException(file, "not JSON of the format page: " + e.getMessage());
        }
    }

    void only(Set<String> names) throws UnreadableBundleException {
        for (var member : object.members().keySet()) {
            if (!names.contains(member)) {
                throw new UnreadableBundleException(file, "unknown member " + FileNames.printable(member));
            }
        }
    }

    String text(String name) throws UnreadableBundleException {
        return optionalText(name).orElseThrow(() -> wrong(name));
    }

    Optional<String> optionalText(String name) throws UnreadableBundleException {
        var value = object.member(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof JsonString text
                && !text.value().isEmpty()
                && text.value().codePointCount(0, text.value().length()) <= LONGEST) {
            return Optional.of(text.value());
        }
        throw wrong(name);
    }

    long number(String name) throws UnreadableBundleException {
        return object.count(name).orElseThrow(() -> wrong(name));
    }

    JsonObject object(String name) throws UnreadableBundleException {
        if (object.member(name).orElse(null) instanceof JsonObject value) {
            return value;
        }
        throw wrong(name);
    }

    /** The elements of an array; none when there is no such array. */
    List<JsonValue> array(String name) {
        return object.member(name).orElse(null) instanceof JsonArray array ? array.elements() : List.of();
    }

    List<JsonFields> objects(String name, int most) throws UnreadableBundleException {
        if (!(object.member(name).orElse(null) instanceof JsonArray array)
                || array.elements().size() > most) {
            throw wrong(name);
        }
        var objects = new ArrayList<JsonFields>();
        for (var element : array.elements()) {
            objects.add(new JsonFields(file, element));
        }
        return objects;
    }

    UnreadableBundleException wrong(String name) {
        return new UnreadableBundleException(file, "member " + name + " is missing or of the wrong form");
    }
}
