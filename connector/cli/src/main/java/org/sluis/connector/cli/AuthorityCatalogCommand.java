// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluis authority catalog}: which members' catalogs are in the catalog of the chain, and how fresh each is. */
@Command(
        name = "catalog",
        description = {
            "Show whose catalogs are in the catalog of the chain, how many datasets each shows us, and how fresh that is.",
            "What a member shows to this authority, all members find with: sluis find. Only an offer that names"
                    + " participants in its terms is shown to those alone."
        },
        mixinStandardHelpOptions = true)
final class AuthorityCatalogCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Override
    public Integer call() {
        var catalog = company.connector().get("/authority/catalog", Map.of());
        var now = Clock.systemUTC().instant();
        new Printer(settings).table(catalog, catalog.path("members"), "no members", row -> columns(row, now));
        if (catalog.has("problem")) {
            settings.err().println(catalog.path("problem").asText());
            settings.err().flush();
        }
        return ExitCode.OK;
    }

    private static List<String> columns(JsonNode row, Instant now) {
        var state = row.path("state").asText();
        return List.of(
                row.path("name").asText(),
                row.path("datasets").asText() + " datasets",
                ChainRow.freshness(row, now),
                state.equals("approved") ? "" : state + ": not shown to anybody",
                row.path("problem").asText(""));
    }
}
