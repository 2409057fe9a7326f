// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The rows of a table as fields of the product, by the mapping. */
final class RowReader {
    private final Mapping mapping;
    private final Findings findings;
    private final CellReader cells;

    RowReader(Mapping mapping, Findings findings) {
        this.mapping = mapping;
        this.findings = findings;
        this.cells = new CellReader(mapping);
    }

    /** Reads every row; those with a fault are left out and the findings say why. */
    void read(ExportTable table, Consumer<ExportRow> each) throws FaultException {
        var columns = columns(table.header());
        if (!findings.sound()) {
            return;
        }
        var line = table.next();
        if (line.isEmpty()) {
            findings.fault(Fault.ofFile(Sentences.noRows()));
        }
        while (line.isPresent()) {
            row(line.get(), columns).ifPresent(each);
            line = table.next();
        }
    }

    /** The mapping's column for each column of the file; empty where there is none. */
    private List<Optional<Mapping.Column>> columns(List<String> header) {
        var seen = new HashSet<String>();
        var columns = new ArrayList<Optional<Mapping.Column>>();
        for (var name : header) {
            var column = mapping.column(name);
            if (!name.isEmpty() && !seen.add(name.toLowerCase(Locale.ROOT))) {
                findings.fault(new Fault(1, name, Sentences.duplicateColumn()));
            }
            columns.add(column);
        }
        var missing = mapping.columns().stream()
                .filter(wanted -> header.stream().noneMatch(name -> Mapping.sameName(name, wanted.name())))
                .filter(wanted -> !wanted.optional())
                .toList();
        var separator = missing.isEmpty() ? Optional.<Character>empty() : otherSeparator(header);
        if (separator.isPresent()) {
            findings.fault(new Fault(1, "", Sentences.wrongSeparator(mapping.separator(), separator.get())));
            return columns;
        }
        missing.forEach(wanted -> findings.fault(new Fault(1, wanted.name(), Sentences.missingColumn(header))));
        header.stream()
                .filter(name -> mapping.column(name).isEmpty())
                .forEach(name -> findings.warn(new Fault(1, name, Sentences.unknownColumn())));
        return columns;
    }

    private Optional<Character> otherSeparator(List<String> header) {
        if (header.size() > 1) {
            return Optional.empty();
        }
        for (char candidate : new char[] {';', ',', '\t', '|'}) {
            for (var part : header.get(0).split(Pattern.quote(Character.toString(candidate)), -1)) {
                if (candidate != mapping.separator()
                        && mapping.column(part).isPresent()
                        && !part.equals(header.get(0))) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<ExportRow> row(ExportTable.Line line, List<Optional<Mapping.Column>> columns) {
        if (!fits(line, columns.size())) {
            return Optional.empty();
        }
        var fields = Documents.JSON.createObjectNode();
        mapping.constants().forEach((field, value) -> FieldValues.put(fields, field, value));
        boolean sound = true;
        var readable = new TreeSet<>(mapping.product().required());
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isPresent()) {
                var column = columns.get(i).get();
                try {
                    cells.read(column, line.row(), line.cells().get(i), fields);
                } catch (FaultException fault) {
                    sound = false;
                    readable.remove(column.field());
                    findings.fault(fault.fault());
                }
            }
        }
        for (var field : readable) {
            if (FieldValues.get(fields, field).isMissingNode()) {
                sound = false;
                findings.fault(new Fault(line.row(), mapping.columnOf(field), Sentences.emptyCell()));
            }
        }
        return sound ? Optional.of(new ExportRow(line.row(), fields)) : Optional.empty();
    }

    private boolean fits(ExportTable.Line line, int width) {
        boolean emptyBeyond = line.cells().stream().skip(width).allMatch(String::isBlank);
        if (line.cells().size() < width || !emptyBeyond) {
            findings.fault(
                    new Fault(line.row(), "", Sentences.wrongWidth(line.cells().size(), width)));
            return false;
        }
        return true;
    }
}
