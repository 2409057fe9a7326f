// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** An ERP that overwrites its export as a whole: one order of customer 771, {@code PO-OWN}, and one of another. */
final class ErpExport {

    private static final DateTimeFormatter DUTCH = DateTimeFormatter.ofPattern("dd-MM-yyyy");
    private static final String HEADER =
            "Productieorder;Klantnummer;Klant;Inkooporder klant;Regel;Artikelnummer klant;Omschrijving;Aantal gepland;"
                    + "Aantal goed;Eenheid;Startdatum;Leverdatum;Verwacht gereed;Status;Materiaal kg\n";

    private ErpExport() {}

    /** The export with so many good pieces in the folder of a product. */
    static void write(Path product, String good, String state) throws IOException {
        var unfinished = Files.createDirectories(product).resolve("export.unfinished");
        Files.writeString(
                unfinished,
                HEADER + row("WO-1", "771", "PO-OWN", good, state) + row("WO-2", "772", "PO-OTHER", good, state));
        Files.move(
                unfinished,
                product.resolve("export.csv"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static String row(String order, String customer, String purchase, String good, String state) {
        var today = LocalDate.now(ZoneId.of("Europe/Amsterdam"));
        var begin = DUTCH.format(today.minusDays(1));
        var end = DUTCH.format(today.plusDays(20));
        return String.join(
                        ";",
                        order,
                        customer,
                        "Firma " + customer,
                        purchase,
                        "10",
                        "A-1",
                        "Beugel",
                        "40",
                        good,
                        "st",
                        begin,
                        end,
                        end,
                        state,
                        "34,00")
                + "\n";
    }
}
