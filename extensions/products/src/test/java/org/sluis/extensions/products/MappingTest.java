// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.extensions.products.Product.PRODUCTION_STATUS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {
    @TempDir
    private Path folder;

    private Mapping shippedWith(String line, String instead) throws Exception {
        var shipped = ProductFolder.shipped(PRODUCTION_STATUS, Mapping.FILE);
        assertThat(shipped).contains(line);
        Files.writeString(folder.resolve(Mapping.FILE), shipped.replace(line, instead.replace("\\n", "\n")));
        return Mapping.read(folder, PRODUCTION_STATUS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "product: production-status | product: prices | product: wanted production-status",
                "system: ERP | sistem: ERP | unknown key \"sistem\"; known are charset, columns",
                "charset: windows-1252 | charset: ebcdic | charset: wanted windows-1252, utf-8 or iso-8859-15",
                "separator: \";\" | separator: \":\" | separator: wanted \";\", \",\", \"|\" or \"tab\"",
                "decimal: \",\" | decimal: \"'\" | decimal: wanted \",\" or \".\"",
                "date: dd-MM-yyyy | date: dd-mm-yyyy | date: ",
                "date: dd-MM-yyyy | date: MM-yyyy | date: ",
                "date: dd-MM-yyyy | date: dd-MM-yy | date: wanted day, month and a year of four digits",
                "date: dd-MM-yyyy | date: \"qqq {\" | date: ",
                "zone: Europe/Amsterdam | zone: Mars | zone: unknown",
                "freshFor: P2D | freshFor: two days | freshFor: wanted a duration such as P2D",
                "freshFor: P2D | freshFor: P0D | freshFor: wanted at least PT1M",
                "file: \"*.csv\" | file: \"../*.csv\" | file: wanted a file name that ends in .csv",
                "key: [Productieorder] | key: [Order] | key: no mandatory column named \"Order\"",
                "key: [Productieorder] | key: [] | key: wanted a list",
                "formulas: escape | formulas: run | formulas: wanted \"escape\" or \"keep\"",
                "stateSteps: refuse | stateSteps: ignore | rules, stateSteps: wanted \"warn\" or \"refuse\"",
                "stateSteps: refuse | steps: refuse | rules: unknown key \"steps\"",
                "Leverdatum: due | Leverdatum: dew | columns, Leverdatum: unknown field \"dew\"; known are customer.name",
                "Leverdatum: due | Leverdatum: eta | columns, Verwacht gereed: the field eta has a value already",
                "Leverdatum: due | Status: due | not valid YAML: Duplicate field 'Status'",
                "Leverdatum: due | leverdatum: due\\n  LEVERDATUM: start | columns, LEVERDATUM: is there twice",
                "Leverdatum: due | Leverdatum: {veld: due} | columns, Leverdatum: unknown key \"veld\"",
                "Leverdatum: due | Leverdatum: {field: due, optional: perhaps} | optional is true or false",
                "Leverdatum: due | Leverdatum: {field: due, values: {a: b}} | values translate a text, a state",
                "Gepland: planned | Gepland: plannd | columns, Status: \"Gepland\" means \"plannd\"; state is one of received",
                "Gepland: planned | Gepland: {waitingFor: x} | columns, Status: \"Gepland\" gives state no value",
                "Klantnummer: customer.number | Klantnummer: unit | columns, Eenheid: the field unit has a value already",
                "Klantnummer: customer.number | Klantnummer: waitingFor | no column for the required fields customer.number",
                "system: ERP | system: ERP\\nconstants: {state: planned} | constants, state: wanted one text",
                "system: ERP | system: [ERP | mapping.yaml, line "
            })
    void refusesWhatItDoesNotKnow(String line, String instead, String message) {
        assertThatThrownBy(() -> shippedWith(line, instead))
                .isInstanceOf(InvalidMappingException.class)
                .hasMessageContaining("production-status/mapping.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void saysWhenThereIsNoMapping() {
        assertThatThrownBy(() -> Mapping.read(folder, PRODUCTION_STATUS))
                .hasMessageContaining("the file does not exist");
    }

    @Test
    void readsAnExportOfAQuiteDifferentForm() throws Exception {
        Files.writeString(folder.resolve(Mapping.FILE), """
                product: production-status
                separator: tab
                decimal: "."
                date: yyyy/MM/dd
                charset: utf-8
                key: [PO, Line]
                constants: {orderRef.supplierOrder: none, unit: PCE}
                columns:
                  PO: orderRef.customerOrder
                  Line: orderRef.line
                  Cust: customer.number
                  Part: item
                  Qty: quantity.ordered
                  Done: {field: quantity.good, optional: true}
                  State: state
                  ETA: eta
                rules: {etaPassed: refuse}
                """);
        var check = new ExportCheck(Mapping.read(folder, PRODUCTION_STATUS));
        var export = """
                PO;Line;Cust;Part;Qty;State;ETA
                1;1;C;P;1,200.5;planned;2026/12/01
                1;2;C;P;2;planned;2026/12/01
                """.replace(';', '\t');

        var accepted = check.check(Exports.utf8(export), Exports.NOW, Optional.empty());
        var passed = check.check(Exports.utf8(export.replace("2026/12", "2026/10")), Exports.NOW, Optional.empty());

        assertThat(((CheckedExport.Accepted) accepted).body()).contains("\"ordered\":1200.5", "\"unit\":\"PCE\"");
        assertThat(Exports.faults(passed, Language.NL))
                .first()
                .asString()
                .startsWith("rij 2, kolom ETA: 2026-10-01 ligt voor");
    }

    @Test
    void choosesFilesByName() throws Exception {
        var mapping = shippedWith("file: \"*.csv\"", "file: \"orders-*(a)?.csv\"");

        assertThat(mapping.fits("Orders-2026(A)1.CSV")).isTrue();
        assertThat(mapping.fits("orders-2026(a).csv")).isFalse();
        assertThat(mapping.fits("ordersX2026(a)1.csv")).isFalse();
    }

    @Test
    void shipsMappingsThatNameTheCustomersOfAnExport() {
        var customers = ExportCustomers.of(Exports.sample(SampleExports.ORDERS), Mapping.shipped(PRODUCTION_STATUS));

        assertThat(customers.keySet()).containsExactly("20110", "20245", "20388");
        assertThat(customers).containsEntry("20245", "Brunnh\u00f6fer Antriebstechnik GmbH");
        assertThat(ExportCustomers.of(new byte[] {0}, Mapping.shipped(PRODUCTION_STATUS)))
                .isEmpty();
    }
}
