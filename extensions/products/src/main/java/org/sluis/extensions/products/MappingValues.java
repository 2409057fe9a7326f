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
import java.util.Locale;

/** The single values of a mapping file: each is one of few, or has a form. */
record MappingValues(String where, JsonNode written) {

    String filePattern() throws InvalidMappingException {
        var value = text("file", "*.csv");
        if (!value.toLowerCase(Locale.ROOT).endsWith(".csv") || value.contains("/") || value.contains("\\")) {
            throw invalid("file", "wanted a file name that ends in .csv, such as \"*.csv\" or \"orders-*.csv\"");
        }
        return value;
    }

    Charset charset() throws InvalidMappingException {
        var value = text("charset", "windows-1252");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "utf-8" -> StandardCharsets.UTF_8;
            case "windows-1252", "iso-8859-15" -> Charset.forName(value);
            default -> throw invalid("charset", "wanted windows-1252, utf-8 or iso-8859-15");
        };
    }

    char separator() throws InvalidMappingException {
        var value = text("separator", ";");
        if (value.equals("tab")) {
            return '\t';
        }
        if (value.length() != 1 || !";,|\t".contains(value)) {
            throw invalid("separator", "wanted \";\", \",\", \"|\" or \"tab\"");
        }
        return value.charAt(0);
    }

    boolean decimalComma() throws InvalidMappingException {
        var value = text("decimal", ",");
        if (!value.equals(",") && !value.equals(".")) {
            throw invalid("decimal", "wanted \",\" or \".\"");
        }
        return value.equals(",");
    }

    String datePattern() throws InvalidMappingException {
        var value = text("date", "dd-MM-yyyy");
        var sample = LocalDate.of(2026, 11, 21);
        try {
            var dates = Mapping.dates(value);
            if (value.contains("yyyy")
                    && LocalDate.parse(dates.format(sample), dates).equals(sample)) {
                return value;
            }
        } catch (IllegalArgumentException | DateTimeException unusable) {
            throw invalid("date", "not usable: " + unusable.getMessage() + "; wanted a form such as dd-MM-yyyy");
        }
        throw invalid("date", "wanted day, month and a year of four digits, such as dd-MM-yyyy");
    }

    ZoneId zone() throws InvalidMappingException {
        var value = text("zone", "Europe/Amsterdam");
        try {
            return ZoneId.of(value);
        } catch (DateTimeException unknown) {
            throw invalid("zone", "unknown; wanted one such as Europe/Amsterdam");
        }
    }

    Duration freshFor(Product product) throws InvalidMappingException {
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

    boolean escapeFormulas() throws InvalidMappingException {
        var value = text("formulas", "escape");
        if (!value.equals("escape") && !value.equals("keep")) {
            throw invalid("formulas", "wanted \"escape\" or \"keep\"");
        }
        return value.equals("escape");
    }

    String text(String member, String otherwise) throws InvalidMappingException {
        if (!written.has(member)) {
            return otherwise;
        }
        var node = written.path(member);
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw invalid(member, "wanted a text; put it between quotes");
        }
        return node.textValue();
    }

    private InvalidMappingException invalid(String member, String problem) {
        return new InvalidMappingException(where + ", " + member, problem);
    }
}
