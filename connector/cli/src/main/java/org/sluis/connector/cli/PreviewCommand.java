// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis preview}: exactly what one partner would get now. */
@Command(
        name = "preview",
        description = "Show exactly what one partner would get of a product now.",
        mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "PRODUCT", description = "For example production-status.")
    private String product;

    @Option(names = "--as", required = true, paramLabel = "DISCLOSURE", description = "A disclosure of the product.")
    private String disclosure;

    @Option(names = "--for", required = true, paramLabel = "PARTNER", description = "A partner's name or identifier.")
    private String partner;

    @Override
    public Integer call() {
        var preview = company.connector()
                .get("/preview", Map.of("product", product, "disclosure", disclosure, "for", partner));
        new Printer(settings).tell(preview, PreviewCommand::pretty);
        return ExitCode.OK;
    }

    private static String pretty(JsonNode preview) {
        return preview.toPrettyString();
    }
}
