// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the columns of a mapping file. */
final class ColumnsReader {
    private static final int MOST = 200;
    private static final Set<String> MEMBERS = Set.of("field", "optional", "values");

    private final String where;
    private final Product product;

    ColumnsReader(String where, Product product) {
        this.where = where;
        this.product = product;
    }

    List<Mapping.Column> read(JsonNode written) throws InvalidMappingException {
        if (!written.isObject() || written.isEmpty() || written.size() > MOST) {
            throw new InvalidMappingException(
                    where + ", columns", "wanted 1 to " + MOST + " lines such as \"Leverdatum: due\"");
        }
        var columns = new ArrayList<Mapping.Column>();
        for (var member : written.properties()) {
            var column = column(member.getKey(), member.getValue());
            if (columns.stream().anyMatch(other -> Mapping.sameName(other.name(), column.name()))) {
                throw invalid(column.name(), "is there twice");
            }
            columns.add(column);
        }
        return columns;
    }

    private Mapping.Column column(String name, JsonNode written) throws InvalidMappingException {
        if (name.isBlank()) {
            throw invalid(name, "a column has a name");
        }
        if (written.isTextual()) {
            return new Mapping.Column(
                    name.strip(), written.textValue(), kind(name, written.textValue()), false, Map.of());
        }
        if (!written.isObject()) {
            throw invalid(name, "wanted a field, or the keys field, optional, values");
        }
        for (var member : written.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw invalid(name, "unknown key \"" + member.getKey() + "\"; known are field, optional, values");
            }
        }
        var optional = written.path("optional");
        if (!optional.isMissingNode() && !optional.isBoolean()) {
            throw invalid(name, "optional is true or false");
        }
        var field = written.path("field").asText();
        var kind = kind(name, field);
        return new Mapping.Column(
                name.strip(), field, kind, optional.asBoolean(), values(name, field, kind, written.path("values")));
    }

    private FieldKind kind(String name, String field) throws InvalidMappingException {
        var kind = product.columns().get(field);
        if (kind == null) {
            throw invalid(
                    name,
                    "unknown field \"" + field + "\"; known are "
                            + String.join(", ", new TreeSet<>(product.columns().keySet())));
        }
        return kind;
    }

    private Map<String, Map<String, String>> values(String name, String field, FieldKind kind, JsonNode written)
            throws InvalidMappingException {
        var values = new LinkedHashMap<String, Map<String, String>>();
        if (written.isMissingNode()) {
            return values;
        }
        if (!written.isObject() || written.isEmpty() || (kind.codes().isEmpty() && kind != FieldKind.TEXT)) {
            throw invalid(name, "values translate a text, a state or a firmness, one line each");
        }
        for (var member : written.properties()) {
            values.put(member.getKey().strip(), translation(name, field, member.getKey(), member.getValue()));
        }
        return values;
    }

    private Map<String, String> translation(String name, String field, String value, JsonNode written)
            throws InvalidMappingException {
        var fields = new LinkedHashMap<String, String>();
        if (written.isTextual()) {
            fields.put(field, written.textValue());
        } else {
            for (var member : written.properties()) {
                fields.put(member.getKey(), member.getValue().asText());
            }
        }
        if (!fields.containsKey(field)) {
            throw invalid(name, "\"" + value + "\" gives " + field + " no value");
        }
        for (var entry : fields.entrySet()) {
            var kind = kind(name, entry.getKey());
            if (kind != FieldKind.TEXT && !kind.codes().contains(entry.getValue())) {
                throw invalid(
                        name,
                        "\"" + value + "\" means \"" + entry.getValue() + "\"; " + entry.getKey() + " is one of "
                                + String.join(", ", kind.codes()));
            }
        }
        return fields;
    }

    private InvalidMappingException invalid(String column, String problem) {
        return new InvalidMappingException(where + ", columns, " + column, problem);
    }
}
