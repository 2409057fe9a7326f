// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Invented exports of an invented parts maker with three customers, as its ERP would make them today. */
public final class SampleExports {
    public static final String ORDERS = "erp_productieorders.csv";
    public static final String FORECASTS = "erp_prognose_snapshots.csv";

    private static final Charset ERP = Charset.forName("windows-1252");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd-MM-uuuu", Locale.ROOT);
    private static final int ORDER_COUNT = 48;
    private static final int WEEKS = 26;
    private static final int SNAPSHOTS = 3;

    private record Item(String number, String name, int batch, int gramsEach) {}

    private record Customer(String number, String name, String orders, List<Item> items) {}

    private static final List<Customer> CUSTOMERS = List.of(
            new Customer(
                    "20110",
                    "Zandbergen Verpakkingsmachines B.V.",
                    "ZV-26",
                    List.of(
                            new Item("ZV.4410.02", "Aandrijfas \u00f825 h6, RVS 316", 24, 1850),
                            new Item("ZV.4410.07", "Flens co\u00f6rdinaatunit", 60, 640),
                            new Item("ZV.5125.11", "Afdekkap \u201cB\u201d, gepoedercoat", 150, 410))),
            new Customer(
                    "20245",
                    "Brunnh\u00f6fer Antriebstechnik GmbH",
                    "45001",
                    List.of(
                            new Item("BA-1190-3", "Lagerbock geh\u00e4rtet", 40, 2300),
                            new Item("BA-1204-1", "Distanzh\u00fclse 12 mm", 400, 35))),
            new Customer(
                    "20388",
                    "Sk\u00e6ring Marine A/S",
                    "SM",
                    List.of(
                            new Item("SM 77-020", "Beslag til luge \u2013 venstre", 30, 980),
                            new Item("ZV.4410.07", "Flens co\u00f6rdinaatunit", 20, 640))));

    private SampleExports() {}

    /** Writes both exports into a folder. The first row belongs to the first of the three customers. */
    public static void write(Path folder, LocalDate today) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve(ORDERS), orders(today));
        write(folder.resolve(FORECASTS), forecasts(today));
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.writeString(file, String.join("\r\n", lines) + "\r\n", ERP);
    }

    private static List<String> orders(LocalDate today) {
        var lines = new ArrayList<String>();
        lines.add("Productieorder;Klantnummer;Klant;Inkooporder klant;Regel;Artikelnummer klant;Omschrijving;"
                + "Aantal gepland;Aantal goed;Eenheid;Startdatum;Leverdatum;Verwacht gereed;Status;Materiaal kg");
        for (int i = 0; i < ORDER_COUNT; i++) {
            lines.add(order(i, today));
        }
        return lines;
    }

    private static String order(int i, LocalDate today) {
        var customer = CUSTOMERS.get(i % CUSTOMERS.size());
        var item = customer.items().get(i / CUSTOMERS.size() % customer.items().size());
        int planned = item.batch() * (1 + i % 3);
        // The orders run from four weeks ago to eight weeks ahead.
        var due = today.plusDays(-28 + i * 84L / ORDER_COUNT);
        var state = state(i, due, today);
        int good = state.equals("Gereed") ? planned : state.equals("In productie") ? planned * (i % 4) / 4 : 0;
        var ready = state.equals("Onderbroken") || state.equals("Wacht op materiaal")
                ? due.plusDays(6)
                : due.plusDays(i % 3);
        return String.join(
                ";",
                "PO" + (260700 + i),
                customer.number(),
                customer.name(),
                customer.orders() + (1000 + i / 2),
                Integer.toString(10 + i % 2 * 10),
                item.number(),
                item.name(),
                Integer.toString(planned),
                Integer.toString(good),
                "st",
                DATE.format(due.minusDays(9)),
                DATE.format(due),
                DATE.format(ready),
                state,
                String.format(Locale.GERMANY, "%.2f", planned * item.gramsEach() / 1000.0));
    }

    private static String state(int i, LocalDate due, LocalDate today) {
        if (due.isBefore(today)) {
            return "Gereed";
        }
        if (due.isAfter(today.plusDays(21))) {
            return i % 4 == 0 ? "Vrijgegeven" : "Gepland";
        }
        return switch (i % 6) {
            case 2 -> "Onderbroken";
            case 5 -> "Wacht op materiaal";
            default -> "In productie";
        };
    }

    private static List<String> forecasts(LocalDate today) {
        var lines = new ArrayList<String>();
        lines.add("Prognosedatum;Klantnummer;Klant;Artikelnummer;Week;Aantal;Zekerheid");
        var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        for (int snapshot = SNAPSHOTS - 1; snapshot >= 0; snapshot--) {
            for (var customer : CUSTOMERS) {
                for (var item : customer.items()) {
                    forecast(lines, monday.minusWeeks(snapshot), customer, item);
                }
            }
        }
        return lines;
    }

    private static void forecast(List<String> lines, LocalDate snapshot, Customer customer, Item item) {
        for (int week = 0; week < WEEKS; week++) {
            var start = snapshot.plusWeeks(week);
            // Needs come in waves; each later forecast sees them a little differently.
            long wave = (start.toEpochDay() / 7 + item.number().length()) % 5;
            long quantity = item.batch() * (2 + wave) / 4 + (snapshot.toEpochDay() / 7 + week) % 3;
            lines.add(String.join(
                    ";",
                    DATE.format(snapshot),
                    customer.number(),
                    customer.name(),
                    item.number(),
                    IsoWeek.name(start),
                    Long.toString(quantity),
                    week < 2 ? "vast" : week < 6 ? "productie" : week < 12 ? "materiaal" : "plan"));
        }
    }
}
