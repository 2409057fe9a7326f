// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.json;

import java.util.Optional;

/** A JSON value; {@code toString} gives its JSON text without white space. */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonLiteral {

    /** The value below this one, by the names of members from here on; empty when there is none. */
    default Optional<JsonValue> at(String... names) {
        Optional<JsonValue> value = Optional.of(this);
        for (var name : names) {
            value = value.flatMap(
                    parent -> parent instanceof JsonObject object ? object.member(name) : Optional.empty());
        }
        return value;
    }

    /** The string below this one; empty when there is none, or something else. */
    default Optional<String> text(String... names) {
        return at(names)
                .flatMap(value -> value instanceof JsonString text ? Optional.of(text.value()) : Optional.empty());
    }

    /** The whole number from 0 to 2^63-1 below this one; empty when there is none, or something else. */
    default Optional<Long> count(String... names) {
        return at(names)
                .flatMap(value -> value instanceof JsonNumber number ? number.whole() : Optional.empty())
                .filter(number -> number >= 0);
    }
}
