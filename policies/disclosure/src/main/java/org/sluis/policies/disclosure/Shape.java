// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.disclosure;

import java.util.Optional;
import java.util.Set;

/**
 * What a disclosure must know about the rows of a product. Fields are dotted paths within a row; arrays are passed through.
 *
 * @param fields every field a row may have
 * @param owner the field with the customer number a row belongs to
 * @param asOf the date a row looks ahead from
 * @param horizon the date that a horizon cuts on: of the row, or of each entry of {@code series}
 * @param series the array with one entry per period, if rows have one; entries have {@code start}, {@code end} and {@code quantity}
 * @param dates the dates that grain coarsens; a sibling field named with {@code Precision} behind it says so
 * @param quantities the numbers that are rounded
 */
public record Shape(
        Set<String> fields,
        String owner,
        String asOf,
        String horizon,
        Optional<String> series,
        Set<String> dates,
        Set<String> quantities) {
    public Shape {
        fields = Set.copyOf(fields);
        dates = Set.copyOf(dates);
        quantities = Set.copyOf(quantities);
    }

    /** Whether the path is a field or the parent of one. */
    boolean knows(String path) {
        return fields.contains(path) || fields.stream().anyMatch(field -> field.startsWith(path + "."));
    }
}
