// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An export as a table, read line by line. */
final class ExportTable {
    static final int MOST_ROWS = 20_000;
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\\Asep=([;,|\t])\r?\n");

    private final Iterator<CsvRecord> records;
    private final List<String> header;
    private int row;

    /** One row, with its number as a spreadsheet shows it. */
    record Line(int row, List<String> cells) {}

    private ExportTable(Iterator<CsvRecord> records) throws FaultException {
        this.records = records;
        this.header = next().map(first -> header(first.cells()))
                .orElseThrow(() -> new FaultException(Fault.ofFile(Sentences.emptyFile())));
    }

    static ExportTable open(String text, char separator) throws FaultException {
        // Excel's own way to say what separates the columns; Excel does not show this line.
        var said = SEPARATOR_LINE.matcher(text);
        if (said.find()) {
            return open(text.substring(said.end()), said.group(1).charAt(0));
        }
        return new ExportTable(CsvReader.builder()
                .fieldSeparator(separator)
                .quoteCharacter('"')
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)
                .iterator());
    }

    /** Names of the columns, stripped. */
    List<String> header() {
        return header;
    }

    /** The next row that is not empty. */
    Optional<Line> next() throws FaultException {
        try {
            while (records.hasNext()) {
                var cells = records.next().getFields();
                row++;
                if (row > MOST_ROWS + 1) {
                    throw new FaultException(Fault.ofFile(Sentences.tooManyRows(MOST_ROWS)));
                }
                if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                    return Optional.of(new Line(row, cells));
                }
            }
            return Optional.empty();
        } catch (CsvParseException broken) {
            throw new FaultException(new Fault(row + 1, "", Sentences.brokenQuotes()));
        }
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
