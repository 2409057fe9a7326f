// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A JSON object; its members are in the order of the text. */
public final class JsonObject implements JsonValue {

    private final Map<String, JsonValue> members;

    public JsonObject(Map<String, JsonValue> members) {
        this(members, true);
    }

    private JsonObject(Map<String, JsonValue> members, boolean copied) {
        this.members = Collections.unmodifiableMap(copied ? new LinkedHashMap<>(members) : members);
    }

    /** Takes a map that nobody else will change; a log has millions of them. */
    static JsonObject owning(Map<String, JsonValue> members) {
        return new JsonObject(members, false);
    }

    public Map<String, JsonValue> members() {
        return members;
    }

    public Optional<JsonValue> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject object && members.equals(object.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return members.entrySet().stream()
                .map(member -> JsonString.quoted(member.getKey()) + ':' + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
