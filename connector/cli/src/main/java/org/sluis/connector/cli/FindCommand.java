// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluis find}: what a partner offers us. */
@Command(name = "find", description = "Show what a partner offers us.", mixinStandardHelpOptions = true)
final class FindCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "PARTNER", description = "A partner's name or identifier, as in sluis.yaml.")
    private String partner;

    @Override
    public Integer call() {
        var catalog = company.connector().post("/catalog", Json.object().put("partner", partner));
        new Printer(settings)
                .table(catalog, catalog.path("datasets"), partner + " offers us nothing", FindCommand::columns);
        return ExitCode.OK;
    }

    private static List<String> columns(JsonNode dataset) {
        return List.of(
                dataset.path("id").asText(),
                dataset.path("name").asText(),
                dataset.path("product").asText(),
                dataset.path("disclosure").asText());
    }
}
