// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.json;

import java.util.Optional;

/**
 * A JSON number.
 *
 * @param text as it is spelled, so that nothing is rounded
 */
public record JsonNumber(String text) implements JsonValue {

    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /** The number, when it is spelled without fraction and exponent and lies between -2^63 and 2^63-1. */
    public Optional<Long> whole() {
        if (text.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
