// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A named view over a data product: which rows and fields of it leave, how far ahead and how exactly.
 *
 * @param fields dotted paths, of fields or of their parents; empty means every field
 * @param horizon number of ISO weeks ahead, the week of the row's own date included
 * @param grain how exact dates are
 * @param round quantities are rounded to a multiple of this
 * @param merge rows with the same value of this field become one, quantities added; nothing but the periods is kept
 */
public record Disclosure(
        String name,
        RowChoice rows,
        List<String> fields,
        OptionalInt horizon,
        Grain grain,
        OptionalInt round,
        Optional<String> merge) {
    public Disclosure {
        fields = List.copyOf(fields);
    }

    /** Whose rows are chosen. */
    public enum RowChoice {
        /** Those of the asking participant. */
        OWN,
        /** Those of every customer. */
        ALL
    }

    /** How exact dates are. */
    public enum Grain {
        DAY,
        /** The Monday of the ISO week. */
        WEEK
    }

    /**
     * Reads a disclosure, strictly: unknown members, fields and values are refused.
     *
     * @param where what an error message calls the place, such as a file name
     */
    public static Disclosure parse(String where, String name, JsonNode written, Shape shape)
            throws InvalidDisclosureException {
        return new DisclosureReader(where + ", " + name, shape).read(name, written);
    }

    /**
     * Takes from a product what this disclosure lets the participant have.
     *
     * @param product an object with an array {@code rows}; it is not changed
     */
    public Disclosed apply(JsonNode product, Asker asker, Shape shape) {
        return applyToRows(product.path("rows"), asker, shape);
    }

    /** As {@link #apply}, for rows that need not be in memory at once; they are read once and not changed. */
    public Disclosed applyToRows(Iterable<JsonNode> product, Asker asker, Shape shape) {
        if (rows == RowChoice.OWN && asker.customers().isEmpty()) {
            return new Disclosed.Refused("disclosure " + name + " gives a participant its own rows, and "
                    + "this participant has no customer number here");
        }
        return new Disclosed.Rows(new View(this, shape).of(product, asker));
    }
}
