// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluis log show}: entries of this company's log. */
@Command(
        name = "show",
        description = "List decisions, newest first, with their reasons.",
        mixinStandardHelpOptions = true)
final class LogShowCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Option(names = "--agreement", paramLabel = "ID", description = "Only about this agreement.")
    private String agreement;

    @Option(names = "--partner", paramLabel = "PARTNER", description = "Only with this partner.")
    private String partner;

    @Option(names = "--dataset", paramLabel = "ID", description = "Only about this dataset.")
    private String dataset;

    @Option(names = "--by", paramLabel = "PRINCIPAL", description = "Only changes that this principal made.")
    private String by;

    @Option(names = "--from", paramLabel = "INSTANT", description = "Not before, like 2026-11-21T10:00:00Z.")
    private String from;

    @Option(names = "--until", paramLabel = "INSTANT", description = "Before.")
    private String until;

    @Option(
            names = "--outcome",
            paramLabel = "allow|deny|error|any",
            description =
                    "Only decisions that allowed, or denied; any for all entries, also those that decide nothing.")
    private Outcome outcome;

    @Option(names = "--limit", defaultValue = "50", description = "At most so many; by default ${DEFAULT-VALUE}.")
    private int limit;

    /** How a decision went. */
    enum Outcome {
        ALLOW,
        DENY,
        ERROR,
        ANY
    }

    @Override
    public Integer call() {
        var query = new LinkedHashMap<String, String>();
        put(query, "agreement", agreement);
        put(query, "partner", partner);
        put(query, "dataset", dataset);
        put(query, "principal", by);
        put(query, "from", from);
        put(query, "until", until);
        put(query, "outcome", outcome());
        query.put("limit", String.valueOf(limit));
        var answer = company.connector().get("/log", query);
        new Printer(settings).table(answer, answer.path("entries"), "no such entries yet", LogShowCommand::columns);
        return ExitCode.OK;
    }

    /** What a principal did decides nothing. */
    private String outcome() {
        if (outcome == null) {
            return by == null ? null : "any";
        }
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, String> query, String name, String value) {
        if (value != null) {
            query.put(name, value);
        }
    }

    private static List<String> columns(JsonNode entry) {
        return List.of(
                entry.path("index").asText(),
                entry.path("at").asText(),
                entry.path("type").asText(),
                entry.path("outcome").asText("-"),
                entry.path("partner").asText("-"),
                entry.path("dataset").asText("-"),
                entry.path("agreement").asText("-"),
                what(entry));
    }

    private static String what(JsonNode entry) {
        if (entry.path("type").asText().equals("erasure")) {
            return "erased " + entry.at("/payload/erases").size() + " entries: "
                    + entry.at("/payload/reason").asText();
        }
        var state = entry.at("/payload/state/to").asText();
        var request = entry.at("/payload/method").asText() + " "
                + entry.at("/payload/path").asText();
        var reasons = Reasons.all(entry.path("reasons"));
        return reasons.isEmpty() ? (state.isEmpty() ? request.strip() : state) : reasons;
    }
}
