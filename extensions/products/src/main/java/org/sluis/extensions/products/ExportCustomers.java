// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The customers in an export. */
public final class ExportCustomers {
    private ExportCustomers() {}

    /**
     * Reads who the customers in an export are, in the order in which they appear.
     *
     * @return number to name; the name is empty when the export has none; empty when the export cannot be read
     */
    public static Map<String, String> of(byte[] export, Mapping mapping) {
        var customers = new LinkedHashMap<String, String>();
        try {
            var table = ExportTable.open(ExportText.decode(export, mapping.charset()), mapping.separator());
            var number = position(table, mapping, "customer.number");
            var name = position(table, mapping, "customer.name");
            var next = table.next();
            while (next.isPresent()) {
                var line = next.get();
                var known = number.flatMap(column -> cell(line, column));
                known.ifPresent(value -> customers.putIfAbsent(
                        value, name.flatMap(column -> cell(line, column)).orElse("")));
                next = table.next();
            }
        } catch (FaultException unreadable) {
            customers.clear();
        }
        return customers;
    }

    private static Optional<Integer> position(ExportTable table, Mapping mapping, String field) {
        for (int i = 0; i < table.header().size(); i++) {
            if (mapping.column(table.header().get(i))
                    .filter(column -> column.field().equals(field))
                    .isPresent()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> cell(ExportTable.Line line, int column) {
        return column < line.cells().size()
                ? Optional.of(line.cells().get(column).strip()).filter(value -> !value.isEmpty())
                : Optional.empty();
    }
}
