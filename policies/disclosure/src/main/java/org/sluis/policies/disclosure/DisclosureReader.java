// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads the written form of a disclosure. */
final class DisclosureReader {
    private static final Set<String> MEMBERS = Set.of("rows", "fields", "horizon", "grain", "round", "merge");
    private static final int MOST_WEEKS = 520;
    private static final int COARSEST = 1_000_000;

    private final String where;
    private final Shape shape;

    DisclosureReader(String where, Shape shape) {
        this.where = where;
        this.shape = shape;
    }

    Disclosure read(String name, JsonNode written) throws InvalidDisclosureException {
        if (!name.matches("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")) {
            throw invalid("", "a name is 1 to 64 lower-case letters, digits and hyphens");
        }
        if (!written.isObject()) {
            throw invalid("", "wanted members such as \"rows: own\"");
        }
        for (var member : written.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw invalid(
                        "", "unknown key \"" + member.getKey() + "\"; known are " + String.join(", ", sorted(MEMBERS)));
            }
        }
        return new Disclosure(
                name,
                rows(written),
                fields(written),
                number(written, "horizon", MOST_WEEKS),
                grain(written),
                number(written, "round", COARSEST),
                merge(written));
    }

    private Disclosure.RowChoice rows(JsonNode written) throws InvalidDisclosureException {
        // No default: who writes a disclosure says whose rows leave.
        return switch (written.path("rows").asText("")) {
            case "own" -> Disclosure.RowChoice.OWN;
            case "all" -> Disclosure.RowChoice.ALL;
            default -> throw invalid("rows", "wanted \"own\" (the asker's rows) or \"all\" (every customer's)");
        };
    }

    private Disclosure.Grain grain(JsonNode written) throws InvalidDisclosureException {
        if (!written.has("grain")) {
            return Disclosure.Grain.DAY;
        }
        return switch (written.path("grain").asText("")) {
            case "day" -> Disclosure.Grain.DAY;
            case "week" -> Disclosure.Grain.WEEK;
            default -> throw invalid("grain", "wanted \"day\" or \"week\"");
        };
    }

    private List<String> fields(JsonNode written) throws InvalidDisclosureException {
        if (!written.has("fields")) {
            return List.of();
        }
        var node = written.path("fields");
        if (!node.isArray() || node.isEmpty()) {
            throw invalid("fields", "wanted a list of at least one field; leave it out to give every field");
        }
        var fields = new ArrayList<String>();
        for (var field : node) {
            if (!field.isTextual() || !shape.knows(field.textValue())) {
                throw invalid(
                        "fields",
                        "unknown field \"" + field.asText() + "\"; known are "
                                + String.join(", ", sorted(shape.fields())));
            }
            fields.add(field.textValue());
        }
        return fields;
    }

    private OptionalInt number(JsonNode written, String member, int most) throws InvalidDisclosureException {
        if (!written.has(member)) {
            return OptionalInt.empty();
        }
        var node = written.path(member);
        if (!node.isInt() || node.intValue() < 1 || node.intValue() > most) {
            throw invalid(member, "wanted a whole number from 1 to " + most);
        }
        return OptionalInt.of(node.intValue());
    }

    private Optional<String> merge(JsonNode written) throws InvalidDisclosureException {
        if (!written.has("merge")) {
            return Optional.empty();
        }
        var node = written.path("merge");
        if (shape.series().isEmpty()) {
            throw invalid("merge", "this product has no periods to add up");
        }
        if (!node.isTextual()
                || !shape.fields().contains(node.textValue())
                || node.textValue().contains(".")) {
            throw invalid("merge", "wanted one field of the row, such as \"item\"");
        }
        return Optional.of(node.textValue());
    }

    private static Set<String> sorted(Set<String> names) {
        return new TreeSet<>(names);
    }

    private InvalidDisclosureException invalid(String member, String problem) {
        return new InvalidDisclosureException(member.isEmpty() ? where : where + ", " + member, problem);
    }
}
