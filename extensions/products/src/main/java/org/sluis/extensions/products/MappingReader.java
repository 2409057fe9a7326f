// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a mapping file, strictly. */
final class MappingReader {
    private static final Set<String> MEMBERS = Set.of(
            "product",
            "file",
            "charset",
            "separator",
            "decimal",
            "date",
            "zone",
            "system",
            "key",
            "freshFor",
            "columns",
            "constants",
            "rules",
            "formulas");

    private final String where;

    MappingReader(String where) {
        this.where = where;
    }

    Mapping read(JsonNode written, Product product) throws InvalidMappingException {
        onlyMembers("", written, MEMBERS);
        var values = new MappingValues(where, written);
        if (!values.text("product", "").equals(product.id())) {
            throw invalid("product", "wanted " + product.id() + ", as the folder is named");
        }
        var columns = new ColumnsReader(where, product).read(written.path("columns"));
        var constants = constants(written.path("constants"), product);
        requireFields(product, columns, constants);
        return new Mapping(
                product,
                values.filePattern(),
                values.charset(),
                values.separator(),
                values.decimalComma(),
                values.datePattern(),
                values.zone(),
                values.text("system", "ERP"),
                key(written, product, columns),
                values.freshFor(product),
                columns,
                constants,
                lenient(written.path("rules")),
                values.escapeFormulas());
    }

    private void requireFields(Product product, List<Mapping.Column> columns, Map<String, String> constants)
            throws InvalidMappingException {
        var given = new HashSet<>(constants.keySet());
        for (var column : columns) {
            if (!given.add(column.field())) {
                throw invalid("columns, " + column.name(), "the field " + column.field() + " has a value already");
            }
        }
        var missing = new TreeSet<>(product.required());
        missing.removeAll(given);
        if (!missing.isEmpty()) {
            throw invalid("columns", "no column for the required fields " + String.join(", ", missing));
        }
    }

    private Map<String, String> constants(JsonNode written, Product product) throws InvalidMappingException {
        var constants = new LinkedHashMap<String, String>();
        if (written.isMissingNode()) {
            return constants;
        }
        if (!written.isObject()) {
            throw invalid("constants", "wanted fields with a value each");
        }
        for (var member : written.properties()) {
            if (product.columns().get(member.getKey()) != FieldKind.TEXT
                    || !member.getValue().isValueNode()) {
                throw invalid("constants, " + member.getKey(), "wanted one text for a field that holds text");
            }
            constants.put(member.getKey(), member.getValue().asText());
        }
        return constants;
    }

    private List<String> key(JsonNode written, Product product, List<Mapping.Column> columns)
            throws InvalidMappingException {
        if (!written.has("key")) {
            return columns.stream()
                    .filter(column -> column.field().equals("orderRef.supplierOrder"))
                    .map(Mapping.Column::name)
                    .toList();
        }
        if (product.shape().series().isPresent()) {
            throw invalid("key", "this product has a fixed key; leave it out");
        }
        var key = new ArrayList<String>();
        for (var name : written.path("key")) {
            var column = columns.stream()
                    .filter(candidate -> Mapping.sameName(candidate.name(), name.asText()))
                    .filter(candidate -> !candidate.optional())
                    .findFirst()
                    .orElseThrow(() -> invalid("key", "no mandatory column named \"" + name.asText() + "\""));
            key.add(column.name());
        }
        if (key.isEmpty()) {
            throw invalid("key", "wanted a list of columns that tell orders apart");
        }
        return key;
    }

    private Set<Mapping.Rule> lenient(JsonNode written) throws InvalidMappingException {
        var lenient = EnumSet.of(Mapping.Rule.ETA_PASSED, Mapping.Rule.DELAY_REASON);
        if (written.isMissingNode()) {
            return lenient;
        }
        onlyMembers(
                "rules",
                written,
                Stream.of(Mapping.Rule.values()).map(Mapping.Rule::key).collect(Collectors.toSet()));
        for (var rule : Mapping.Rule.values()) {
            switch (written.path(rule.key()).asText("")) {
                case "warn" -> lenient.add(rule);
                case "refuse" -> lenient.remove(rule);
                default -> {
                    if (written.has(rule.key())) {
                        throw invalid("rules, " + rule.key(), "wanted \"warn\" or \"refuse\"");
                    }
                }
            }
        }
        return lenient;
    }

    private void onlyMembers(String member, JsonNode written, Set<String> known) throws InvalidMappingException {
        if (!written.isObject()) {
            throw invalid(member, "wanted the keys " + String.join(", ", new TreeSet<>(known)));
        }
        for (var entry : written.properties()) {
            if (!known.contains(entry.getKey())) {
                throw invalid(
                        member,
                        "unknown key \"" + entry.getKey() + "\"; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    private InvalidMappingException invalid(String member, String problem) {
        return new InvalidMappingException(member.isEmpty() ? where : where + ", " + member, problem);
    }
}
