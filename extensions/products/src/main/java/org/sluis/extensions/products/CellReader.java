// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Pattern;

/** One cell to the fields it stands for. */
final class CellReader {
    private static final int LONGEST_TEXT = 1000;
    private static final Pattern WITH_COMMA = Pattern.compile("-?(\\d{1,15}|\\d{1,3}(\\.\\d{3}){1,4})(,\\d{1,6})?");
    private static final Pattern WITH_POINT = Pattern.compile("-?(\\d{1,15}|\\d{1,3}(,\\d{3}){1,4})(\\.\\d{1,6})?");
    private static final Pattern WEEK = Pattern.compile("(\\d{4})-?[Ww](\\d{2})");

    private final Mapping mapping;
    private final DateTimeFormatter dates;

    CellReader(Mapping mapping) {
        this.mapping = mapping;
        this.dates = mapping.dates();
    }

    /** Adds what the cell says to a row; an empty cell says nothing. */
    void read(Mapping.Column column, int row, String cell, ObjectNode into) throws FaultException {
        var value = cell.replace('\u00a0', ' ').strip();
        if (value.isEmpty()) {
            return;
        }
        try {
            if (!column.values().isEmpty()) {
                translated(column, value).forEach((field, text) -> FieldValues.put(into, field, text));
                return;
            }
            switch (column.kind()) {
                case TEXT -> FieldValues.put(into, column.field(), text(value));
                case QUANTITY -> FieldValues.put(into, column.field(), quantity(value));
                case DATE -> FieldValues.put(into, column.field(), date(value).toString());
                case WEEK -> FieldValues.put(into, column.field(), monday(value).toString());
                case STATE, FIRMNESS -> FieldValues.put(into, column.field(), code(column.kind(), value));
            }
        } catch (UnreadableCell unreadable) {
            throw new FaultException(new Fault(row, column.name(), unreadable.sentence));
        }
    }

    private static final class UnreadableCell extends Exception {
        private final transient Sentence sentence;

        UnreadableCell(Sentence sentence) {
            super(sentence.en());
            this.sentence = sentence;
        }
    }

    private static Map<String, String> translated(Mapping.Column column, String value) throws UnreadableCell {
        for (var known : column.values().entrySet()) {
            if (known.getKey().equalsIgnoreCase(value)) {
                return known.getValue();
            }
        }
        throw new UnreadableCell(Sentences.untranslated(value, column.values().keySet()));
    }

    private String text(String value) throws UnreadableCell {
        if (value.length() > LONGEST_TEXT) {
            throw new UnreadableCell(Sentences.tooLong(LONGEST_TEXT));
        }
        if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            throw new UnreadableCell(Sentences.controlCharacter());
        }
        return mapping.escapeFormulas() ? Formulas.unescaped(value) : value;
    }

    private BigDecimal quantity(String value) throws UnreadableCell {
        boolean comma = mapping.decimalComma();
        if (!(comma ? WITH_COMMA : WITH_POINT).matcher(value).matches()) {
            throw new UnreadableCell(Sentences.notANumber(value, comma));
        }
        var plain = comma ? value.replace(".", "").replace(',', '.') : value.replace(",", "");
        var number = new BigDecimal(plain);
        if (number.signum() < 0) {
            throw new UnreadableCell(Sentences.negative(value));
        }
        return number;
    }

    private LocalDate date(String value) throws UnreadableCell {
        try {
            var day = LocalDate.parse(value, dates);
            if (day.getYear() >= 1990 && day.getYear() < 2200) {
                return day;
            }
        } catch (DateTimeException unreadable) {
            throw new UnreadableCell(Sentences.notADate(value, mapping.datePattern()));
        }
        throw new UnreadableCell(Sentences.notADate(value, mapping.datePattern()));
    }

    private LocalDate monday(String value) throws UnreadableCell {
        var week = WEEK.matcher(value);
        if (week.matches()) {
            return IsoWeek.monday(Integer.parseInt(week.group(1)), Integer.parseInt(week.group(2)))
                    .orElseThrow(() -> new UnreadableCell(Sentences.notAWeek(value)));
        }
        try {
            var day = LocalDate.parse(value, dates);
            if (day.getDayOfWeek() != DayOfWeek.MONDAY) {
                throw new UnreadableCell(Sentences.notMonday(value));
            }
            return day;
        } catch (DateTimeException unreadable) {
            throw new UnreadableCell(Sentences.notAWeek(value));
        }
    }

    private static String code(FieldKind kind, String value) throws UnreadableCell {
        if (!kind.codes().contains(value)) {
            throw new UnreadableCell(Sentences.notACode(value, kind.codes()));
        }
        return value;
    }
}
