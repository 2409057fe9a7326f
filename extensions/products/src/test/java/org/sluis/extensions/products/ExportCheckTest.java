// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.extensions.products.Exports.accepted;
import static org.sluis.extensions.products.Exports.check;
import static org.sluis.extensions.products.Exports.faults;
import static org.sluis.extensions.products.Exports.text;
import static org.sluis.extensions.products.Exports.utf8;
import static org.sluis.extensions.products.Exports.windows;
import static org.sluis.extensions.products.Product.DEMAND_FORECAST;
import static org.sluis.extensions.products.Product.PRODUCTION_STATUS;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCheckTest {
    private static final String HEADER = "Productieorder;Klantnummer;Klant;Inkooporder klant;Regel;Artikelnummer klant;"
            + "Omschrijving;Aantal gepland;Aantal goed;Eenheid;Startdatum;Leverdatum;Verwacht gereed;Status;"
            + "Materiaal kg\r\n";
    private static final String ORDER =
            "W1;1;Klant;PO1;10;A;Kap;40;12;st;01-11-2026;20-11-2026;24-11-2026;In productie;34,00\r\n";
    private static final String FORECAST_HEADER =
            "Prognosedatum;Klantnummer;Klant;Artikelnummer;Week;Aantal;Zekerheid\r\n";

    private static JsonNode body(CheckedExport.Accepted accepted) throws Exception {
        return Documents.JSON.readTree(accepted.body());
    }

    private static CheckedExport orders(String rows) {
        return check(PRODUCTION_STATUS, windows(HEADER + rows));
    }

    private static CheckedExport after(String before, String now) {
        var first = accepted(PRODUCTION_STATUS, windows(HEADER + before));
        return new ExportCheck(Mapping.shipped(PRODUCTION_STATUS))
                .check(
                        windows(HEADER + now),
                        Exports.NOW,
                        Optional.of(Exports.version(PRODUCTION_STATUS, first.body())));
    }

    private static CheckedExport forecasts(String rows) {
        return check(DEMAND_FORECAST, windows(FORECAST_HEADER + rows));
    }

    @Test
    void acceptsOrderExportsAsErpSystemsMakeThem() throws Exception {
        for (var export : Exports.all(SampleExports.ORDERS)) {
            var accepted = accepted(PRODUCTION_STATUS, export);

            assertThat(accepted.rows()).isEqualTo(text(export).split("\r\n", -1).length - 2);
            assertThat(body(accepted)
                            .path("rows")
                            .get(0)
                            .path("orderRef")
                            .path("supplierOrder")
                            .asText())
                    .isNotEmpty();
        }
    }

    @Test
    void acceptsForecastExportsAsErpSystemsMakeThem() throws Exception {
        for (var export : Exports.all(SampleExports.FORECASTS)) {
            var body = body(accepted(DEMAND_FORECAST, export));

            assertThat(body.path("rows").findValuesAsText("snapshotDate").stream()
                            .distinct())
                    .hasSize(1);
            assertThat(body.at("/rows/0/buckets")).hasSize(26);
        }
    }

    @Test
    void readsEveryFieldOfARow() throws Exception {
        var row = body((CheckedExport.Accepted) orders(ORDER)).at("/rows/0");

        assertThat(row.toString())
                .isEqualTo("{\"orderRef\":{\"supplierOrder\":\"W1\",\"customerOrder\":\"PO1\",\"line\":\"10\"},"
                        + "\"customer\":{\"number\":\"1\",\"name\":\"Klant\"},\"item\":\"A\",\"description\":\"Kap\","
                        + "\"quantity\":{\"ordered\":40,\"good\":12},\"unit\":\"st\",\"start\":\"2026-11-01\","
                        + "\"due\":\"2026-11-20\",\"eta\":\"2026-11-24\",\"state\":\"in_production\","
                        + "\"materialKg\":34.00,\"asOf\":\"2026-11-21\",\"etaPrecision\":\"day\"}");
    }

    @Test
    void readsTheSameFromWindows1252AndFromUtf8WithAndWithoutMark() throws Exception {
        var windows = Exports.sample(SampleExports.ORDERS);
        var wanted = accepted(PRODUCTION_STATUS, windows).body();

        assertThat(Documents.JSON.readTree(wanted).toString()).contains("Brunnh\u00f6fer", "\u201cB\u201d", "\u2013");
        assertThat(accepted(PRODUCTION_STATUS, utf8(text(windows))).body()).isEqualTo(wanted);
        assertThat(accepted(PRODUCTION_STATUS, utf8("\ufeff" + text(windows))).body())
                .isEqualTo(wanted);
        assertThat(accepted(PRODUCTION_STATUS, utf8("sep=;\r\n" + text(windows)))
                        .body())
                .isEqualTo(wanted);
        assertThat(accepted(PRODUCTION_STATUS, windows(text(windows).replace("\r\n", "\n")))
                        .body())
                .isEqualTo(wanted);
    }

    @Test
    void namesRowAndColumnInTheLanguageOfTheReader() {
        var bad = orders(ORDER + ORDER.replace("W1", "W2").replace("20-11-2026", "31-02-2026"));

        assertThat(faults(bad, Language.NL))
                .containsExactly("rij 3, kolom Leverdatum: \"31-02-2026\" is geen datum van de vorm dd-MM-jjjj");
        assertThat(faults(bad, Language.EN))
                .containsExactly("row 3, column Leverdatum: \"31-02-2026\" is not a date of the form dd-MM-yyyy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "40;12;st | veel;12;st | row 2, column Aantal gepland: \"veel\" is not a number such as 1234,5",
                "40;12;st | 4.0;12;st | row 2, column Aantal gepland: \"4.0\" is not a number such as 1234,5",
                "40;12;st | 40;-1;st | row 2, column Aantal goed: \"-1\" is negative",
                "40;12;st | ;12;st | row 2, column Aantal gepland: is empty",
                "40;12;st | 40;41;st | row 2, column Aantal goed: 41 made (good and scrap) is more than the 40 started or ordered",
                "In productie | Zoek | row 2, column Status: \"Zoek\" has no translation in mapping.yaml",
                "W1;1;Klant | W1;;Klant | row 2, column Klantnummer: is empty",
                "W1;1;Klant | W1;1 | row 2: 14 cells where the header has 15",
                "34,00 | 34,00;x | row 2: 16 cells where the header has 15",
                "24-11-2026 | 24-11-26 | row 2, column Verwacht gereed: \"24-11-26\" is not a date",
                "24-11-2026 | 24-11-0026 | row 2, column Verwacht gereed: \"24-11-0026\" is not a date",
                "24-11-2026 | 2026-11-24 | row 2, column Verwacht gereed: \"2026-11-24\" is not a date",
                "Kap; | \"Kap; | row 2: the quotes do not match here",
                "Kap; | \"Kap\"x\"; | row 2"
            })
    void refusesABadCell(String good, String bad, String message) {
        assertThat(faults(orders(ORDER.replace(good, bad)), Language.EN))
                .first()
                .asString()
                .startsWith(message);
    }

    @Test
    void readsThousandsDecimalsSpacesAndAnEmptyOptionalCell() throws Exception {
        var row = body((CheckedExport.Accepted) orders(ORDER.replace("40;12", " 1.240 ;0")
                        .replace("34,00", "1234,5")
                        .replace("Kap", "")))
                .at("/rows/0");

        assertThat(row.at("/quantity/ordered").decimalValue()).isEqualByComparingTo("1240");
        assertThat(row.at("/materialKg").decimalValue()).isEqualByComparingTo("1234.5");
        assertThat(row.has("description")).isFalse();
    }

    @Test
    void publishesNothingOfAFileWithOneBadRow() {
        var rows = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            rows.append(ORDER.replace("W1", "W" + i));
        }

        assertThat(orders(rows.toString())).isInstanceOf(CheckedExport.Accepted.class);
        assertThat(orders(rows + ORDER.replace("W1", "W50").replace("40;12", "40;x")))
                .isInstanceOf(CheckedExport.Rejected.class);
    }

    @Test
    void refusesTheSameOrderTwice() {
        assertThat(faults(orders(ORDER + "\r\n" + ORDER), Language.NL))
                .containsExactly("rij 4, kolom Productieorder: dezelfde sleutel als rij 2");
    }

    @Test
    void namesMissingColumnsAndWarnsOfUnknownOnes() {
        var checked = check(PRODUCTION_STATUS, windows((HEADER + ORDER).replace("Leverdatum", "Prijs")));

        assertThat(faults(checked, Language.NL))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("rij 1, kolom Leverdatum: deze kolom ontbreekt");
        assertThat(checked.warnings()).extracting(Fault::column).containsExactly("Prijs");
    }

    @Test
    void leavesOutColumnsItDoesNotKnow() {
        var export = (HEADER + ORDER)
                .replace("Materiaal kg\r\n", "Materiaal kg;Prijs\r\n")
                .replace("34,00", "34,00;99,95");

        var accepted = accepted(PRODUCTION_STATUS, windows(export));

        assertThat(accepted.body()).doesNotContain("99");
        assertThat(accepted.warnings()).extracting(Fault::column).containsExactly("Prijs");
    }

    @Test
    void takesColumnsInAnyOrderAndASeparatorAtTheEnd() {
        var export = "Status;" + HEADER.replace(";Status", "").replace("\r\n", ";\r\n") + "Gereed;"
                + ORDER.replace(";In productie", "").replace("\r\n", ";\r\n") + ";;;\r\n";

        assertThat(accepted(PRODUCTION_STATUS, windows(export)).body()).contains("\"produced\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Klant; | Klantnummer; | row 1, column Klantnummer: this column is there twice",
                "Status | status;Status | row 1, column Status: this column is there twice"
            })
    void refusesAColumnThatIsThereTwice(String header, String changed, String message) {
        var export = HEADER.replaceFirst(Pattern.quote(header), changed) + ORDER;

        assertThat(faults(check(PRODUCTION_STATUS, windows(export)), Language.EN))
                .contains(message);
    }

    @Test
    void saysWhichSeparatorAFileHas() {
        assertThat(faults(check(PRODUCTION_STATUS, windows((HEADER + ORDER).replace(';', '\t'))), Language.EN))
                .containsExactly("row 1: columns are separated by TAB and mapping.yaml says \";\"");
        assertThat(faults(
                        check(
                                PRODUCTION_STATUS,
                                windows((HEADER + ORDER).replace(',', '.').replace(';', ','))),
                        Language.NL))
                .containsExactly("rij 1: de kolommen zijn gescheiden door \",\" en mapping.yaml zegt \";\"");
    }

    @Test
    void refusesFilesThatAreNoExports() {
        assertThat(faults(check(PRODUCTION_STATUS, new byte[0]), Language.NL)).containsExactly("het bestand is leeg");
        assertThat(faults(check(PRODUCTION_STATUS, utf8("\r\n\r\n")), Language.NL))
                .containsExactly("het bestand is leeg");
        assertThat(faults(orders(""), Language.NL)).first().asString().contains("kopregel maar geen rijen");
        assertThat(faults(orders(ORDER + "\0"), Language.EN))
                .first()
                .asString()
                .startsWith("row 3: there is a NUL byte");
        assertThat(faults(
                        check(PRODUCTION_STATUS, HEADER.getBytes(java.nio.charset.StandardCharsets.UTF_16)),
                        Language.EN))
                .first()
                .asString()
                .contains("UTF-16");
        assertThat(faults(check(PRODUCTION_STATUS, new byte[] {(byte) 0x81, 'a'}), Language.EN))
                .first()
                .asString()
                .contains("does not exist in windows-1252");
        assertThat(faults(
                        check(
                                PRODUCTION_STATUS,
                                "PK\u0003\u0004 not a spreadsheet"
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                        Language.EN))
                .isNotEmpty();
    }

    @Test
    void doesNotGarbleAFileThatIsUtf8ButForOneByte() {
        var damaged = utf8(HEADER + ORDER.replace("Kap", "\u00e9\u00e9n \u00f8 X"));
        damaged[damaged.length - 40] = (byte) 0xE9;

        assertThat(faults(check(PRODUCTION_STATUS, damaged), Language.EN))
                .first()
                .asString()
                .contains("does not exist in UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "Gepland, In productie, true",
        "Gepland, Gereed, true",
        "Gepland, Wacht op materiaal, true",
        "Wacht op materiaal, In productie, true",
        "Gereed, Geleverd, true",
        "In productie, In productie, true",
        "Gereed, Gepland, false",
        "In productie, Vrijgegeven, false",
        "Geleverd, In productie, false",
        "Geannuleerd, Gepland, false"
    })
    void letsAnOrderMoveOnAndNotBack(String from, String to, boolean legal) {
        var checked = after(ORDER.replace("In productie", from), ORDER.replace("In productie", to));

        assertThat(checked).isInstanceOf(legal ? CheckedExport.Accepted.class : CheckedExport.Rejected.class);
    }

    @Test
    void saysWhichStepIsIllegal() {
        var checked = after(ORDER.replace("In productie", "Gereed"), ORDER.replace("In productie", "Gepland"));

        assertThat(faults(checked, Language.NL))
                .containsExactly(
                        "rij 2, kolom Status: de gepubliceerde toestand is produced; daar kan planned niet op volgen (regel stateSteps in mapping.yaml)");
    }

    @Test
    void givesALaterDateTheOneBeforeAndAReason() throws Exception {
        var moved = (CheckedExport.Accepted) after(ORDER, ORDER.replace("24-11-2026", "30-11-2026"));
        var waiting = (CheckedExport.Accepted)
                after(ORDER, ORDER.replace("24-11-2026", "30-11-2026").replace("In productie", "Wacht op materiaal"));
        var earlier = (CheckedExport.Accepted) after(ORDER, ORDER.replace("24-11-2026", "23-11-2026"));

        assertThat(body(moved).at("/rows/0/previousEta").asText()).isEqualTo("2026-11-24");
        assertThat(body(moved).at("/rows/0/delayReason").asText()).isEqualTo("unknown");
        assertThat(moved.warnings()).hasSize(1);
        assertThat(body(waiting).at("/rows/0/delayReason").asText()).isEqualTo("material");
        assertThat(waiting.warnings()).isEmpty();
        assertThat(body(earlier).at("/rows/0").has("delayReason")).isFalse();
    }

    @Test
    void remembersWhyADateMovedAsLongAsItStays() throws Exception {
        var moved = (CheckedExport.Accepted) after(ORDER, ORDER.replace("24-11-2026", "30-11-2026"));

        var still = new ExportCheck(Mapping.shipped(PRODUCTION_STATUS))
                .check(
                        windows(HEADER + ORDER.replace("24-11-2026", "30-11-2026")),
                        Exports.NOW,
                        Optional.of(Exports.version(PRODUCTION_STATUS, moved.body())));

        assertThat(body((CheckedExport.Accepted) still)
                        .at("/rows/0/previousEta")
                        .asText())
                .isEqualTo("2026-11-24");
    }

    @Test
    void marksADateThatIsPastAndWarns() throws Exception {
        var late = (CheckedExport.Accepted) orders(ORDER.replace("24-11-2026", "20-11-2026"));
        var done = (CheckedExport.Accepted)
                orders(ORDER.replace("24-11-2026", "20-11-2026").replace("In productie", "Gereed"));

        assertThat(body(late).at("/rows/0/etaPrecision").asText()).isEqualTo("passed");
        assertThat(late.warnings()).hasSize(1);
        assertThat(done.warnings()).isEmpty();
    }

    @Test
    void takesTheNewestForecastOfEachCustomer() throws Exception {
        var rows = List.of(
                "09-11-2026;1;A;X;2026-W46;5;vast",
                "16-11-2026;1;A;X;2026-W48;7;plan",
                "16-11-2026;1;A;X;2026-W47;6;vast",
                "09-11-2026;2;B;X;2026-W46;1;vast",
                "09-11-2026;2;B;Y;2026-W46;2;vast");

        var body = body((CheckedExport.Accepted) forecasts(String.join("\r\n", rows)));

        assertThat(body.path("rows")).hasSize(3);
        assertThat(body.at("/rows/0/buckets").toString())
                .isEqualTo("[{\"start\":\"2026-11-16\",\"end\":\"2026-11-22\",\"quantity\":6,\"firmness\":\"firm\"},"
                        + "{\"start\":\"2026-11-23\",\"end\":\"2026-11-29\",\"quantity\":7,\"firmness\":\"plan\"}]");
        assertThat(body.path("validAsOf").asText()).isEqualTo("2026-11-16");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-W49;7;plan | row 3, column Week: week 2026-W48 is missing before this one, for item X of customer 1",
                "2026-W47;7;plan | row 3, column Week: the same key as row 2",
                "2026-W54;7;plan | row 3, column Week: \"2026-W54\" is not an ISO week",
                "2027-W53;7;plan | row 3, column Week: \"2027-W53\" is not an ISO week",
                "24-11-2026;7;plan | row 3, column Week: \"24-11-2026\" is not a Monday",
                "2026-W48;-7;plan | row 3, column Aantal: \"-7\" is negative",
                "2026-W48;;plan | row 3, column Aantal: is empty",
                "2026-W48;7;zeker | row 3, column Zekerheid: \"zeker\" has no translation"
            })
    void refusesABrokenForecast(String row, String message) {
        var checked = forecasts("16-11-2026;1;A;X;2026-W47;5;vast\r\n16-11-2026;1;A;X;" + row + "\r\n");

        assertThat(faults(checked, Language.EN)).hasSize(1).first().asString().startsWith(message);
    }

    @Test
    void goesFromTheLastWeekOfAYearToTheFirst() {
        assertThat(forecasts("16-11-2026;1;A;X;2026-W53;5;vast\r\n16-11-2026;1;A;X;2027-W01;5;vast\r\n"))
                .isInstanceOf(CheckedExport.Accepted.class);
    }

    @Test
    void neverChangesAForecastThatWasPublished() {
        var first = "09-11-2026;1;A;X;2026-W46;5;vast\r\n";
        var second = "16-11-2026;1;A;X;2026-W47;6;vast\r\n";
        var published = accepted(DEMAND_FORECAST, windows(FORECAST_HEADER + first));
        var check = new ExportCheck(Mapping.shipped(DEMAND_FORECAST));
        var version = Optional.of(Exports.version(DEMAND_FORECAST, published.body()));

        var added = check.check(windows(FORECAST_HEADER + first + second), Exports.NOW, version);
        var changed =
                check.check(windows(FORECAST_HEADER + first.replace(";5;", ";4;") + second), Exports.NOW, version);
        var later = check.check(
                windows(FORECAST_HEADER + first.replace(";5;", ";4;") + second),
                Exports.NOW,
                Optional.of(Exports.version(DEMAND_FORECAST, ((CheckedExport.Accepted) added).body())));

        assertThat(List.of(changed, later))
                .allSatisfy(checked -> assertThat(faults(checked, Language.NL))
                        .containsExactly(
                                "rij 2, kolom Prognosedatum: de prognose van 2026-11-09 voor artikel X van klant 1 is "
                                        + "gepubliceerd en kan niet meer wijzigen; geef de nieuwe een nieuwe datum"));
    }

    @Test
    void neverGoesBackToAnOlderForecast() {
        var published = (CheckedExport.Accepted) forecasts("16-11-2026;1;A;X;2026-W47;6;vast\r\n");

        var older = new ExportCheck(Mapping.shipped(DEMAND_FORECAST))
                .check(
                        windows(FORECAST_HEADER + "09-11-2026;1;A;X;2026-W46;5;vast\r\n"),
                        Exports.NOW,
                        Optional.of(Exports.version(DEMAND_FORECAST, published.body())));

        assertThat(faults(older, Language.EN)).first().asString().contains("already published");
    }

    @Test
    void boundsWhatItReportsAndReads() {
        var rows = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            rows.append(ORDER.replace("40;12", "x;y"));
        }
        var many = (CheckedExport.Rejected) orders(rows.toString());
        var lengthy = orders(ORDER.replace("Kap", "x".repeat(100_000)));

        assertThat(many.faults()).hasSize(200);
        assertThat(many.faultCount()).isEqualTo(2000);
        assertThat(faults(lengthy, Language.EN))
                .containsExactly("row 2, column Omschrijving: longer than 1000 characters");
        assertThat(orders("\r\n".repeat(60_000))).isInstanceOf(CheckedExport.Rejected.class);
    }
}
