// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Exports to test with: those the project ships, and foreign ones where SLUIS_FIXTURES says. */
final class Exports {
    static final Charset WINDOWS = Charset.forName("windows-1252");
    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    static final Instant NOW = Instant.parse("2026-11-21T11:00:00Z");

    private Exports() {}

    static byte[] sample(String name) {
        try {
            var folder = Files.createTempDirectory("sluis-sample");
            SampleExports.write(folder, TODAY);
            var export = Files.readAllBytes(folder.resolve(name));
            try (var written = Files.list(folder)) {
                for (var file : written.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
            return export;
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The files of this name: the project's own, and the foreign one if there is one. */
    static List<byte[]> all(String name) throws IOException {
        var foreign = System.getProperty("SLUIS_FIXTURES", System.getenv("SLUIS_FIXTURES"));
        return foreign == null
                ? List.of(sample(name))
                : List.of(sample(name), Files.readAllBytes(Path.of(foreign, "erp-exports", name)));
    }

    static String text(byte[] windows) {
        return new String(windows, WINDOWS);
    }

    static byte[] windows(String text) {
        return text.getBytes(WINDOWS);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static CheckedExport check(Product product, byte[] export) {
        return new ExportCheck(Mapping.shipped(product)).check(export, NOW, Optional.empty());
    }

    static CheckedExport.Accepted accepted(Product product, byte[] export) {
        var checked = check(product, export);
        if (checked instanceof CheckedExport.Accepted accepted) {
            return accepted;
        }
        throw new AssertionError(((CheckedExport.Rejected) checked)
                .faults().stream().map(fault -> fault.in(Language.EN)).toList());
    }

    static List<String> faults(CheckedExport checked, Language language) {
        return ((CheckedExport.Rejected) checked)
                .faults().stream().map(fault -> fault.in(language)).toList();
    }

    static ProductVersion version(Product product, String body) {
        return new ProductVersion(
                1, new ProductVersion.Content(product.id(), NOW, body, Documents.sha256(body), "erp.csv", "00"));
    }
}
