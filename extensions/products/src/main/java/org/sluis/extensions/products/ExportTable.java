// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An export as a table.
 *
 * @param header names of the columns, stripped
 * @param lines the rows below it that are not empty
 */
record ExportTable(List<String> header, List<Line> lines) {
    static final int MOST_ROWS = 50_000;
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\\Asep=([;,|\t])\r?\n");

    /** One row, with its number as a spreadsheet shows it. */
    record Line(int row, List<String> cells) {}

    static ExportTable read(String text, char separator) throws FaultException {
        // Excel's own way to say what separates the columns; Excel does not show this line.
        var said = SEPARATOR_LINE.matcher(text);
        if (said.find()) {
            return read(text.substring(said.end()), said.group(1).charAt(0));
        }
        var lines = new ArrayList<Line>();
        int row = 0;
        try (var csv = CsvReader.builder()
                .fieldSeparator(separator)
                .quoteCharacter('"')
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
            for (CsvRecord fields : csv) {
                row++;
                if (row > MOST_ROWS + 1) {
                    throw new FaultException(Fault.ofFile(Sentences.tooManyRows(MOST_ROWS)));
                }
                if (fields.getFields().stream().anyMatch(cell -> !cell.isBlank())) {
                    lines.add(new Line(row, List.copyOf(fields.getFields())));
                }
            }
        } catch (CsvParseException broken) {
            throw new FaultException(new Fault(row + 1, "", Sentences.brokenQuotes()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (lines.isEmpty()) {
            throw new FaultException(Fault.ofFile(Sentences.emptyFile()));
        }
        return new ExportTable(header(lines.get(0).cells()), lines.subList(1, lines.size()));
    }

    /** A separator at the end of each line makes a column without a name; it is dropped. */
    private static List<String> header(List<String> cells) {
        int width = cells.size();
        while (cells.get(width - 1).isBlank()) {
            width--;
        }
        return cells.subList(0, width).stream().map(String::strip).toList();
    }
}
