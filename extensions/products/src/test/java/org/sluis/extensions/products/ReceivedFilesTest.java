// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.sluis.extensions.products.Product.DEMAND_FORECAST;
import static org.sluis.extensions.products.Product.PRODUCTION_STATUS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.policies.disclosure.Asker;

class ReceivedFilesTest {
    @TempDir
    private Path root;

    private ReceivedFiles received() {
        return new ReceivedFiles(root.resolve("in"), product -> Optional.of(Mapping.shipped(product)));
    }

    private byte[] released(Product product, byte[] export, String disclosure, String customer) throws IOException {
        ProductFolder.create(root.resolve("products"), product);
        var versions = new InMemoryProductVersions();
        versions.append(
                Exports.version(product, Exports.accepted(product, export).body())
                        .content(),
                0);
        var release = new ProductReleases(root.resolve("products"), versions, "did:web:maker.example")
                .newest(product.id(), disclosure, Asker.of("did:web:builder.example", List.of(customer)));
        return ((ProductRelease.Released) release).bytes();
    }

    private byte[] orders() throws IOException {
        return released(PRODUCTION_STATUS, Exports.sample(SampleExports.ORDERS), "own-orders", "20110");
    }

    private static List<String> linesOf(byte[] export, String customer) {
        return Exports.text(export)
                .lines()
                .filter(line -> line.contains(";" + customer + ";"))
                .toList();
    }

    private static String customerOf(byte[] export) {
        return Exports.text(export).lines().skip(1).findFirst().orElseThrow().split(";", -1)[1];
    }

    @Test
    void givesTheReceiverTheRowsOfTheExportAsTheErpWroteThem() throws Exception {
        for (var export : Exports.all(SampleExports.ORDERS)) {
            var document = released(PRODUCTION_STATUS, export, "own-orders", customerOf(export));

            var csv = Exports.text(
                    new ExportWriter(Mapping.shipped(PRODUCTION_STATUS)).write(Documents.JSON.readTree(document)));

            assertThat(csv.lines().skip(1)).containsExactlyElementsOf(linesOf(export, customerOf(export)));
            assertThat(csv.lines().findFirst())
                    .isEqualTo(Exports.text(export).lines().findFirst());
        }
    }

    @Test
    void givesTheReceiverTheNewestForecastAsTheErpWroteIt() throws Exception {
        for (var export : Exports.all(SampleExports.FORECASTS)) {
            var lines = linesOf(export, customerOf(export));
            var newest = lines.get(lines.size() - 1).substring(0, 10);
            var document = released(DEMAND_FORECAST, export, "own-forecast", customerOf(export));

            var csv = Exports.text(
                    new ExportWriter(Mapping.shipped(DEMAND_FORECAST)).write(Documents.JSON.readTree(document)));

            assertThat(csv.lines().skip(1))
                    .containsExactlyElementsOf(lines.stream()
                            .filter(line -> line.startsWith(newest))
                            .toList());
        }
    }

    @Test
    void writesJsonToTheByteAndCsvInTheLayoutOfTheMapping() throws Exception {
        var document = orders();

        var written = received().write(1, document);

        assertThat(written).isInstanceOf(ReceivedFiles.Written.New.class);
        assertThat(root.resolve("in/000001.json")).hasBinaryContent(document);
        assertThat(root.resolve("in/latest.json")).hasBinaryContent(document);
        assertThat(root.resolve("in/000001.csv")).hasSameBinaryContentAs(root.resolve("in/latest.csv"));
        assertThat(Files.readString(root.resolve("in/000001.csv"), Exports.WINDOWS))
                .contains("Aandrijfas \u00f825");
    }

    @Test
    void writesEachVersionOnceAcrossRestarts() throws Exception {
        received().write(1, orders());
        Files.delete(root.resolve("in/000001.json"));

        var again = received().write(1, orders());
        var next = received().write(2, orders());

        assertThat(again).isInstanceOf(ReceivedFiles.Written.Before.class);
        assertThat(root.resolve("in/000001.json")).doesNotExist();
        assertThat(next).isInstanceOf(ReceivedFiles.Written.New.class);
        assertThat(received().last()).isEqualTo(2);
    }

    @Test
    void finishesAVersionAfterACrashInTheMiddle() throws Exception {
        received().write(1, orders());
        Files.write(root.resolve("in/000002.json"), orders());
        Files.writeString(root.resolve("in/.000002.csv.partial"), "half");

        assertThat(received().last()).isEqualTo(1);
        assertThat(received().write(2, orders())).isInstanceOf(ReceivedFiles.Written.New.class);
        assertThat(root.resolve("in/000002.csv")).exists();
        assertThat(root.resolve("in/.000002.csv.partial")).doesNotExist();
    }

    @Test
    void showsNothingOfAVersionThatTheDiskHasNoRoomFor() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        received().write(1, orders());
        Files.createSymbolicLink(root.resolve("in/.000002.csv.partial"), Path.of("/dev/full"));

        assertThatThrownBy(() -> received().write(2, orders())).hasMessageContaining("No space left");

        assertThat(received().last()).isEqualTo(1);
        assertThat(root.resolve("in/000002.json")).doesNotExist();
        assertThat(received().write(2, orders())).isInstanceOf(ReceivedFiles.Written.New.class);
    }

    @Test
    void countsAVersionOnlyWhenAllOfItIsWritten() throws Exception {
        // A folder in the way makes the last but one step fail.
        Files.createDirectories(root.resolve("in/latest.json/x"));

        assertThatThrownBy(() -> received().write(1, orders())).isInstanceOf(IOException.class);
        assertThat(received().last()).isZero();
    }

    @Test
    void writesNothingOfADocumentThatIsNotWhatItSays() throws Exception {
        var unreadable = List.of(
                "{", "", "{\"product\":\"production-status\"}", "{\"a\":1,\"a\":2}", "[".repeat(100_000), "{} {}");

        for (var document : unreadable) {
            assertThat(received().write(1, document.getBytes(StandardCharsets.UTF_8)))
                    .as(document.substring(0, Math.min(40, document.length())))
                    .isInstanceOf(ReceivedFiles.Written.Unreadable.class);
        }
        assertThat(root.resolve("in")).doesNotExist();
    }

    @Test
    void writesJsonOfOtherProductsWithoutCsv() throws Exception {
        received().write(1, "{\"temperature\":21.50}".getBytes(StandardCharsets.UTF_8));

        assertThat(root.resolve("in/000001.json")).hasContent("{\"temperature\":21.50}");
        assertThat(root.resolve("in/000001.csv")).doesNotExist();
    }

    @Test
    void refusesToGuessWhenItsMemoryIsDamaged() throws Exception {
        received().write(1, orders());
        Files.writeString(root.resolve("in/.sequence"), "one");

        assertThatThrownBy(() -> received().write(2, orders())).hasMessageContaining(".sequence: not a number");
    }

    @Test
    void writesNothingThatASpreadsheetWouldRun() throws Exception {
        var hostile = Exports.text(Exports.sample(SampleExports.ORDERS))
                .replaceFirst("Aandrijfas[^;]*", "=HYPERLINK(1)")
                .replaceFirst("ZV.4410.02", "'@x");
        var document = released(PRODUCTION_STATUS, Exports.windows(hostile), "own-orders", "20110");

        received().write(1, document);

        assertThat(new String(document, StandardCharsets.UTF_8)).contains("\"=HYPERLINK(1)\"");
        var csv = Files.readAllBytes(root.resolve("in/000001.csv"));
        assertThat(Exports.text(csv)).contains(";'=HYPERLINK(1);").doesNotContain(";=", ";@");
        assertThat(Exports.accepted(PRODUCTION_STATUS, csv).body()).contains("\"=HYPERLINK(1)\"");
    }

    @Test
    void writesUtf8WhenTheTextDoesNotFitTheCharset() throws Exception {
        var polish = Exports.text(Exports.sample(SampleExports.ORDERS)).replaceFirst("Aandrijfas", "\u0141o\u017cysko");
        var document = released(PRODUCTION_STATUS, Exports.utf8(polish), "own-orders", "20110");

        received().write(1, document);

        assertThat(Files.readString(root.resolve("in/000001.csv")))
                .startsWith("\ufeff")
                .contains("\u0141o\u017cysko");
    }

    @Test
    void leavesCellsEmptyThatWereNotReleased() throws Exception {
        var document = released(PRODUCTION_STATUS, Exports.sample(SampleExports.ORDERS), "own-orders-weeks", "20110");

        var csv = Exports.text(
                new ExportWriter(Mapping.shipped(PRODUCTION_STATUS)).write(Documents.JSON.readTree(document)));

        assertThat(csv.lines().skip(1)).isNotEmpty().allMatch(line -> line.endsWith(";"));
    }

    @Test
    void releasesDocumentsThatFitTheirSchema() throws Exception {
        for (var disclosure : List.of("own-orders", "own-orders-weeks")) {
            var document = released(PRODUCTION_STATUS, Exports.sample(SampleExports.ORDERS), disclosure, "20110");
            assertThat(RowSchema.of(PRODUCTION_STATUS).violations(Documents.JSON.readTree(document)))
                    .isEmpty();
        }
        for (var disclosure : List.of("own-forecast", "own-next-weeks", "total-demand")) {
            var document = released(DEMAND_FORECAST, Exports.sample(SampleExports.FORECASTS), disclosure, "20110");
            assertThat(RowSchema.of(DEMAND_FORECAST).violations(Documents.JSON.readTree(document)))
                    .isEmpty();
        }
    }

    @Test
    void givesASupplierTotalsAndNoCustomers() throws Exception {
        var document = Documents.JSON.readTree(
                released(DEMAND_FORECAST, Exports.sample(SampleExports.FORECASTS), "total-demand", "none"));

        assertThat(document.path("rows")).hasSize(6);
        assertThat(document.at("/rows/0/buckets")).hasSize(13);
        assertThat(document.toString()).doesNotContain("20110", "20245", "20388", "Zandbergen", "customer", "firm");
    }

    @Test
    void keepsNamesThatOthersChoseInsideItsFolder() {
        var names = List.of(
                "..",
                ".",
                "../x",
                "a/b",
                "a:b",
                "a.b",
                "a_b",
                "urn:sluis:a:b",
                "urn:sluis:",
                "urn:sluis::",
                "urn:sluis:::",
                "::",
                "a",
                "",
                "\u00e9",
                "x".repeat(999));

        var folders = names.stream()
                .map(name -> ReceivedFiles.folder(root, "builder", name))
                .toList();

        assertThat(folders).doesNotHaveDuplicates();
        assertThat(folders)
                .allMatch(folder -> folder.normalize().equals(folder))
                .allMatch(folder -> folder.getParent().equals(root.resolve("builder")));
        assertThat(ReceivedFiles.folder(root, "builder", "urn:sluis:production-status:own"))
                .isEqualTo(root.resolve("builder/production-status.own"));
    }
}
