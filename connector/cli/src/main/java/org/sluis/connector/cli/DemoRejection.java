// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Why an export of the demo was not published. */
final class DemoRejection {

    private DemoRejection() {}

    /** The first lines of the report beside the rejected export; empty while nothing was rejected. */
    static Optional<String> of(Path product) throws IOException {
        var rejected = product.resolve("rejected");
        if (!Files.isDirectory(rejected)) {
            return Optional.empty();
        }
        try (var files = Files.newDirectoryStream(rejected, "*.txt")) {
            for (var report : files) {
                var lines = Files.readAllLines(report);
                return Optional.of("the export of " + product.getFileName() + " was rejected: "
                        + String.join(" | ", lines.subList(0, Math.min(5, lines.size()))));
            }
        }
        return Optional.empty();
    }
}
