// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sluis.extensions.products.Mapping;
import org.sluis.extensions.products.Product;

/**
 * The exports that the demo publishes, as their author wrote them; what the customer should receive is read from them here, apart
 * from the product's own reader, so that the one checks the other.
 *
 * @param orders export of production orders
 * @param forecast export of forecasts
 * @param builder customer number of the first order in the file
 * @param builderOrders that customer's own order numbers, sorted
 * @param supplierOrders the parts maker's numbers of those orders, sorted
 * @param others numbers of all other customers
 */
record DemoExports(
        Path orders,
        Path forecast,
        String builder,
        List<String> builderOrders,
        List<String> supplierOrders,
        List<String> others) {

    private static final String CUSTOMER = "Klantnummer";
    private static final String CUSTOMER_ORDER = "Inkooporder klant";
    private static final String SUPPLIER_ORDER = "Productieorder";
    private static final Charset ERP = Charset.forName("windows-1252");

    DemoExports {
        builderOrders = List.copyOf(builderOrders);
        supplierOrders = List.copyOf(supplierOrders);
        others = List.copyOf(others);
    }

    /** Finds the two exports in a folder by their columns. */
    static DemoExports in(Path folder) {
        try {
            var orders = find(folder, Product.PRODUCTION_STATUS);
            var forecast = find(folder, Product.DEMAND_FORECAST);
            return of(orders, forecast, rows(orders));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE, "the exports in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static DemoExports of(Path orders, Path forecast, List<List<String>> rows) {
        var header = rows.get(0);
        var customer = header.indexOf(CUSTOMER);
        var data = rows.subList(1, rows.size());
        if (data.isEmpty()) {
            throw new CommandFailure(ExitCode.UNREADABLE, orders + " has no orders; the builder is the first customer");
        }
        var builder = data.get(0).get(customer);
        var own = data.stream().filter(row -> row.get(customer).equals(builder)).toList();
        return new DemoExports(
                orders,
                forecast,
                builder,
                column(own, header.indexOf(CUSTOMER_ORDER)),
                column(own, header.indexOf(SUPPLIER_ORDER)),
                data.stream()
                        .map(row -> row.get(customer))
                        .filter(number -> !number.equals(builder))
                        .distinct()
                        .toList());
    }

    private static List<String> column(List<List<String>> rows, int column) {
        return rows.stream()
                .map(row -> row.get(column))
                .filter(value -> !value.isEmpty())
                .sorted()
                .toList();
    }

    private static Path find(Path folder, Product product) throws IOException {
        var wanted = Mapping.shipped(product).columns().stream()
                .filter(column -> !column.optional())
                .map(Mapping.Column::name)
                .toList();
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.UNREADABLE, "there is no folder " + folder);
        }
        try (var files = Files.newDirectoryStream(folder, "*.{csv,CSV}")) {
            for (var file : files) {
                var rows = rows(file);
                if (!rows.isEmpty() && rows.get(0).containsAll(wanted)) {
                    return file;
                }
            }
        }
        throw new CommandFailure(
                ExitCode.UNREADABLE,
                "no .csv file in " + folder + " has the columns of " + product.id() + ": " + String.join(", ", wanted));
    }

    private static List<List<String>> rows(Path file) throws IOException {
        var rows = new ArrayList<List<String>>();
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().fieldSeparator(';').ofCsvRecord(text(file))) {
            for (var line : reader) {
                var cells = line.getFields().stream().map(String::strip).toList();
                // Rows that are cut short are for the product's own reader to refuse.
                if (rows.isEmpty() || cells.size() >= rows.get(0).size()) {
                    rows.add(cells);
                }
            }
        }
        return rows;
    }

    private static String text(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, ERP);
        }
    }
}
