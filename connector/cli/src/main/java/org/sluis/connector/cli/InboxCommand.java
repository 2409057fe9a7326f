// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluis inbox}: what waits for a person. */
@Command(
        name = "inbox",
        description = "Show the terms that wait for a person, here or at a partner, and the agreements that end soon.",
        mixinStandardHelpOptions = true,
        subcommands = {
            InboxListCommand.class,
            InboxShowCommand.class,
            InboxApproveCommand.class,
            InboxRefuseCommand.class,
            InboxCounterCommand.class
        })
final class InboxCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Override
    public Integer call() {
        return list(settings, company);
    }

    static int list(Settings settings, Company company) {
        var answer = company.connector().get("/inbox", Map.of());
        var printer = new Printer(settings);
        printer.table(answer, answer.path("waiting"), "nothing waits", InboxCommand::columns);
        if (!settings.json() && !answer.path("ending").isEmpty()) {
            settings.out().println();
            printer.table(answer, answer.path("ending"), "", InboxCommand::ending);
        }
        return ExitCode.OK;
    }

    private static List<String> columns(JsonNode entry) {
        return List.of(
                entry.path("id").asText(),
                "waits for "
                        + (entry.path("waitsFor").asText().equals("us")
                                ? "us"
                                : entry.path("partner").asText()),
                entry.path("state").asText(),
                entry.path("partner").asText(),
                entry.path("dataset").asText(),
                entry.path("since").asText(),
                entry.path("error").asText(entry.path("reason").asText("")));
    }

    private static List<String> ending(JsonNode entry) {
        return List.of(
                entry.path("agreement").asText(),
                "ends " + entry.path("until").asText(),
                entry.path("partner").asText(),
                entry.path("dataset").asText(),
                entry.has("renew")
                        ? "renew: " + entry.path("renew").asText()
                        : entry.path("partner").asText() + " can renew it by agreeing again");
    }
}
