// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis find}: what a partner offers us, or what members of our data space offer. */
@Command(
        name = "find",
        description = {
            "Show what a partner offers us, or search what the members of our data space offer.",
            "The name of a partner alone asks that partner, now. Anything else is searched in the catalog that the"
                    + " coordinator reads from its members from time to time: each word must begin a word of the dataset or"
                    + " of its owner's name."
        },
        mixinStandardHelpOptions = true)
final class FindCommand implements Callable<Integer> {

    private static final int NOT_FOUND = 404;

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(
            paramLabel = "TEXT",
            arity = "0..*",
            description = "A partner's name or identifier, as in sluis.yaml; or words to search for.")
    private List<String> words = List.of();

    @Option(
            names = "--product",
            paramLabel = "PRODUCT",
            description = "Only this product, for example demand-forecast.")
    private String product;

    @Option(names = "--partner", paramLabel = "PARTNER", description = "Only what this member offers.")
    private String partner;

    @Override
    public Integer call() {
        var connector = company.connector();
        if (words.size() != 1 || product != null || partner != null) {
            show(search(connector));
            return ExitCode.OK;
        }
        try {
            var catalog = connector.post("/catalog", Json.object().put("partner", words.get(0)));
            new Printer(settings)
                    .table(
                            catalog,
                            catalog.path("datasets"),
                            words.get(0) + " offers us nothing",
                            FindCommand::columns);
        } catch (CommandFailure noPartner) {
            if (noPartner.problem().path("status").asInt() != NOT_FOUND) {
                throw noPartner;
            }
            var found = search(connector);
            if (found.path("authorities").isEmpty()) {
                throw noPartner;
            }
            show(found);
        }
        return ExitCode.OK;
    }

    private JsonNode search(ManagementClient connector) {
        var wanted = Json.object();
        if (!words.isEmpty()) {
            wanted.put("text", String.join(" ", words));
        }
        if (product != null) {
            wanted.put("product", product);
        }
        if (partner != null) {
            wanted.put("partner", partner);
        }
        return connector.post("/chain-catalog/search", wanted);
    }

    private void show(JsonNode answer) {
        var failed = new ArrayList<String>();
        var more = false;
        for (var authority : answer.path("authorities")) {
            if (authority.has("problem")) {
                failed.add(authority.path("problem").asText());
            }
            more = more || authority.path("more").asBoolean();
        }
        if (answer.path("authorities").isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED, "this company is a member of no data space, so there is no catalog to search");
        }
        if (!failed.isEmpty() && failed.size() == answer.path("authorities").size()) {
            throw new CommandFailure(ExitCode.FAILED, "no catalog could be searched: " + String.join("; ", failed));
        }
        var now = Clock.systemUTC().instant();
        new Printer(settings)
                .table(answer, answer.path("found"), "nothing is found", row -> ChainRow.columns(row, now));
        failed.forEach(problem -> settings.err().println("not searched: " + problem));
        if (more) {
            settings.err().println("there is more; say more words, --product or --partner");
        }
        settings.err().flush();
    }

    private static List<String> columns(JsonNode dataset) {
        return List.of(
                dataset.path("id").asText(),
                dataset.path("name").asText(),
                dataset.path("product").asText(),
                dataset.path("disclosure").asText());
    }
}
