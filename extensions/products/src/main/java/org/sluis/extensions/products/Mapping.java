// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the columns of an export and the fields of a product correspond, both ways.
 *
 * @param filePattern file name with {@code *} and {@code ?}, in any case
 * @param charset what is written, and what is read when the file is not UTF-8
 * @param datePattern as in {@code dd-MM-yyyy}
 * @param zone where the export is made; decides which day it is
 * @param system name of the system the export comes from
 * @param key columns that tell orders apart
 * @param freshFor how long the data counts as fresh
 * @param columns in the order of the export
 * @param constants values of fields that no column has
 * @param lenient rules that warn only
 * @param escapeFormulas whether text that a spreadsheet would run as a formula is written with an apostrophe before it
 */
public record Mapping(
        Product product,
        String filePattern,
        Charset charset,
        char separator,
        boolean decimalComma,
        String datePattern,
        ZoneId zone,
        String system,
        List<String> key,
        Duration freshFor,
        List<Column> columns,
        Map<String, String> constants,
        Set<Rule> lenient,
        boolean escapeFormulas) {
    public static final String FILE = "mapping.yaml";

    public Mapping {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        constants = Map.copyOf(constants);
        lenient = Set.copyOf(lenient);
    }

    /**
     * One column of the export.
     *
     * @param optional whether the column may be missing
     * @param values what is written in the column, and the fields with their values that it stands for; empty when the
     *     value is taken as it is
     */
    public record Column(
            String name, String field, FieldKind kind, boolean optional, Map<String, Map<String, String>> values) {}

    /** A rule that a mapping can soften. */
    public enum Rule {
        /** An order moves on, and back only where a shop floor does. */
        STATE_STEPS("stateSteps"),
        /** Good and scrap are not more than started. */
        QUANTITIES("quantities"),
        /** The date expected is not in the past while the order is not done. */
        ETA_PASSED("etaPassed"),
        /** A later date has a reason. */
        DELAY_REASON("delayReason");

        private final String key;

        Rule(String key) {
            this.key = key;
        }

        /** How the rule is named in the file. */
        public String key() {
            return key;
        }
    }

    /** Reads the mapping of a product from its folder. */
    public static Mapping read(Path folder, Product product) throws InvalidMappingException {
        return readFile(folder.resolve(FILE), product.id() + "/" + FILE, product);
    }

    /**
     * Reads the mapping of a product from any file.
     *
     * @param where what an error message calls the file
     */
    public static Mapping readFile(Path file, String where, Product product) throws InvalidMappingException {
        try {
            return new MappingReader(where).read(Documents.yaml(file), product);
        } catch (NoSuchFileException absent) {
            throw new InvalidMappingException(where, "the file does not exist");
        } catch (IOException unreadable) {
            var message = Files.isReadable(file) ? String.valueOf(unreadable.getMessage()) : "the file cannot be read";
            throw new InvalidMappingException(where, message);
        }
    }

    /** The mapping that the project ships for a product. */
    public static Mapping shipped(Product product) {
        try {
            var where = product.id() + "/" + FILE;
            return new MappingReader(where).read(Documents.yaml(where, ProductFolder.shipped(product, FILE)), product);
        } catch (IOException | InvalidMappingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The name of the column that a field comes from; the field itself when none does. */
    String columnOf(String field) {
        return columns.stream()
                .filter(column -> column.field().equals(field))
                .map(Column::name)
                .findFirst()
                .orElse(field);
    }

    Optional<Column> column(String name) {
        return columns.stream().filter(column -> sameName(column.name(), name)).findFirst();
    }

    static boolean sameName(String one, String other) {
        return one.strip().equalsIgnoreCase(other.strip());
    }

    DateTimeFormatter dates() {
        return dates(datePattern);
    }

    static DateTimeFormatter dates(String pattern) {
        // "uuuu" is the proleptic year; with "yyyy" a strict formatter wants an era.
        return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    boolean fits(String fileName) {
        var regex = new StringBuilder();
        filePattern
                .chars()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE)
                .matcher(fileName)
                .matches();
    }
}
