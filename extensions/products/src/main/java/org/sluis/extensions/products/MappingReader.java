// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
        if (!text(written, "product", "").equals(product.id())) {
            throw invalid("product", "wanted " + product.id() + ", as the folder is named");
        }
        var columns = new ColumnsReader(where, product).read(written.path("columns"));
        var constants = constants(written.path("constants"), product);
        requireFields(product, columns, constants);
        return new Mapping(
                product,
                filePattern(text(written, "file", "*.csv")),
                charset(text(written, "charset", "windows-1252")),
                separator(text(written, "separator", ";")),
                decimalComma(text(written, "decimal", ",")),
                datePattern(text(written, "date", "dd-MM-yyyy")),
                zone(text(written, "zone", "Europe/Amsterdam")),
                text(written, "system", "ERP"),
                key(written, product, columns),
                freshFor(written, product),
                columns,
                constants,
                lenient(written.path("rules")),
                escapeFormulas(text(written, "formulas", "escape")));
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

    private String filePattern(String written) throws InvalidMappingException {
        if (!written.toLowerCase(Locale.ROOT).endsWith(".csv") || written.contains("/") || written.contains("\\")) {
            throw invalid("file", "wanted a file name that ends in .csv, such as \"*.csv\" or \"orders-*.csv\"");
        }
        return written;
    }

    private Charset charset(String written) throws InvalidMappingException {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "utf-8" -> StandardCharsets.UTF_8;
            case "windows-1252", "iso-8859-15" -> Charset.forName(written);
            default -> throw invalid("charset", "wanted windows-1252, utf-8 or iso-8859-15");
        };
    }

    private char separator(String written) throws InvalidMappingException {
        if (written.equals("tab")) {
            return '\t';
        }
        if (written.length() != 1 || !";,|\t".contains(written)) {
            throw invalid("separator", "wanted \";\", \",\", \"|\" or \"tab\"");
        }
        return written.charAt(0);
    }

    private boolean decimalComma(String written) throws InvalidMappingException {
        if (!written.equals(",") && !written.equals(".")) {
            throw invalid("decimal", "wanted \",\" or \".\"");
        }
        return written.equals(",");
    }

    private String datePattern(String written) throws InvalidMappingException {
        var sample = LocalDate.of(2026, 11, 21);
        try {
            var dates = Mapping.dates(written);
            if (written.contains("yyyy")
                    && LocalDate.parse(dates.format(sample), dates).equals(sample)) {
                return written;
            }
        } catch (IllegalArgumentException | DateTimeException unusable) {
            throw invalid("date", "not usable: " + unusable.getMessage() + "; wanted a form such as dd-MM-yyyy");
        }
        throw invalid("date", "wanted day, month and a year of four digits, such as dd-MM-yyyy");
    }

    private ZoneId zone(String written) throws InvalidMappingException {
        try {
            return ZoneId.of(written);
        } catch (DateTimeException unknown) {
            throw invalid("zone", "unknown; wanted one such as Europe/Amsterdam");
        }
    }

    private Duration freshFor(JsonNode written, Product product) throws InvalidMappingException {
        if (!written.has("freshFor")) {
            return product.freshFor();
        }
        try {
            var duration = Duration.parse(written.path("freshFor").asText());
            if (duration.compareTo(Duration.ofMinutes(1)) >= 0 && duration.compareTo(Duration.ofDays(400)) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException unreadable) {
            throw invalid("freshFor", "wanted a duration such as P2D or PT12H");
        }
        throw invalid("freshFor", "wanted at least PT1M and at most P400D");
    }

    private boolean escapeFormulas(String written) throws InvalidMappingException {
        if (!written.equals("escape") && !written.equals("keep")) {
            throw invalid("formulas", "wanted \"escape\" or \"keep\"");
        }
        return written.equals("escape");
    }

    private String text(JsonNode written, String member, String otherwise) throws InvalidMappingException {
        if (!written.has(member)) {
            return otherwise;
        }
        var node = written.path(member);
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw invalid(member, "wanted a text; put it between quotes");
        }
        return node.textValue();
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
