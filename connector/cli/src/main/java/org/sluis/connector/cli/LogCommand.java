// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluis log}: what was decided and why. */
@Command(
        name = "log",
        description = "Look into the record of decisions.",
        mixinStandardHelpOptions = true,
        subcommands = LogCommand.Show.class)
final class LogCommand implements Runnable {

    @Mixin
    private Settings settings;

    @Override
    public void run() {
        throw settings.usage("say what to do: sluis log show");
    }

    /** {@code sluis log show}. */
    @Command(
            name = "show",
            description = "List decisions, newest first, with their reasons.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {

        @Mixin
        private Settings settings;

        @Mixin
        private Company company;

        @Option(names = "--agreement", paramLabel = "ID", description = "Only about this agreement.")
        private String agreement;

        @Option(names = "--partner", paramLabel = "PARTNER", description = "Only asked by this partner.")
        private String partner;

        @Option(names = "--dataset", paramLabel = "ID", description = "Only about this dataset.")
        private String dataset;

        @Option(names = "--outcome", paramLabel = "allow|deny", description = "Only those that allowed, or denied.")
        private Outcome outcome;

        @Option(names = "--limit", defaultValue = "50", description = "At most so many; by default ${DEFAULT-VALUE}.")
        private int limit;

        /** How a decision went. */
        enum Outcome {
            ALLOW,
            DENY
        }

        @Override
        public Integer call() {
            var query = new LinkedHashMap<String, String>();
            put(query, "agreement", agreement);
            put(query, "partner", partner);
            put(query, "dataset", dataset);
            put(query, "outcome", outcome == null ? null : outcome.name().toLowerCase(java.util.Locale.ROOT));
            query.put("limit", String.valueOf(limit));
            var answer = company.connector().get("/decisions", query);
            new Printer(settings).table(answer, answer.path("decisions"), "no decisions yet", Show::columns);
            return ExitCode.OK;
        }

        private static void put(Map<String, String> query, String name, String value) {
            if (value != null) {
                query.put(name, value);
            }
        }

        private static List<String> columns(JsonNode decision) {
            return List.of(
                    decision.path("at").asText(),
                    decision.path("outcome").asText(),
                    decision.path("moment").asText(),
                    decision.path("party").asText("-"),
                    decision.path("dataset").asText("-"),
                    decision.path("agreement").asText("-"),
                    Reasons.all(decision.path("reasons")));
        }
    }
}
