// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A released document in the layout of an export: the mapping, backwards. What was not released is an empty cell. */
public final class ExportWriter {
    private final Mapping mapping;

    public ExportWriter(Mapping mapping) {
        this.mapping = mapping;
    }

    /**
     * Writes the rows of a document as CSV.
     *
     * @return in the charset of the mapping; in UTF-8 with byte order mark if the text does not fit that charset
     */
    public byte[] write(JsonNode document) {
        var text = new StringWriter();
        try (var csv = CsvWriter.builder()
                .fieldSeparator(mapping.separator())
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text)) {
            csv.writeRecord(mapping.columns().stream().map(Mapping.Column::name).toList());
            for (var row : document.path("rows")) {
                var series = mapping.product().shape().series();
                if (series.isEmpty()) {
                    csv.writeRecord(cells(row, row));
                    continue;
                }
                for (var entry : row.path(series.get())) {
                    csv.writeRecord(cells(row, entry));
                }
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return encoded(text.toString());
    }

    private byte[] encoded(String text) {
        Charset charset = mapping.charset();
        if (!charset.equals(StandardCharsets.UTF_8) && charset.newEncoder().canEncode(text)) {
            return text.getBytes(charset);
        }
        return ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
    }

    private List<String> cells(JsonNode row, JsonNode entry) {
        var cells = new ArrayList<String>();
        for (var column : mapping.columns()) {
            cells.add(column.values().isEmpty() ? cell(column, row, entry) : translated(column, row, entry));
        }
        return cells;
    }

    private JsonNode value(String field, JsonNode row, JsonNode entry) {
        var series = mapping.product().shape().series();
        if (series.isPresent() && field.startsWith(series.get() + ".")) {
            var member = field.substring(series.get().length() + 1);
            // A week is kept as its first day.
            return entry.path(member.equals("week") ? "start" : member);
        }
        return FieldValues.get(row, field);
    }

    private String cell(Mapping.Column column, JsonNode row, JsonNode entry) {
        var value = value(column.field(), row, entry);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return switch (column.kind()) {
            case QUANTITY -> value.isNumber() ? number(value.decimalValue()) : text(value.asText());
            case DATE -> date(value.asText()).map(mapping.dates()::format).orElseGet(() -> text(value.asText()));
            case WEEK -> date(value.asText()).map(IsoWeek::name).orElseGet(() -> text(value.asText()));
            case TEXT, STATE, FIRMNESS -> text(value.asText());
        };
    }

    private String number(BigDecimal number) {
        var plain = number.toPlainString();
        return mapping.decimalComma() ? plain.replace('.', ',') : plain;
    }

    private String text(String text) {
        return mapping.escapeFormulas() ? Formulas.escaped(text) : text;
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** The word whose meaning the row has; of several the one that says most, then the first. */
    private String translated(Mapping.Column column, JsonNode row, JsonNode entry) {
        var own = value(column.field(), row, entry);
        if (own.isMissingNode() || own.isNull()) {
            return "";
        }
        var best = Optional.<Map.Entry<String, Map<String, String>>>empty();
        for (var word : column.values().entrySet()) {
            boolean meant = word.getValue().entrySet().stream()
                    .allMatch(
                            field -> value(field.getKey(), row, entry).asText().equals(field.getValue()));
            if (meant
                    && (best.isEmpty()
                            || word.getValue().size() > best.get().getValue().size())) {
                best = Optional.of(word);
            }
        }
        return best.map(Map.Entry::getKey).orElseGet(() -> text(own.asText()));
    }
}
