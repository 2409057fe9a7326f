// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluis rules show}: the house rules in force. */
@Command(
        name = "show",
        description = "Show the house rules in force, since when and by whom.",
        mixinStandardHelpOptions = true)
final class RulesShowCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Option(names = "--history", description = "Also when which others were set.")
    private boolean history;

    @Override
    public Integer call() {
        var rules = company.connector().get("/house-rules", Map.of("history", Boolean.toString(history)));
        new Printer(settings).tell(rules, RulesShowCommand::sentence);
        return rules.path("problems").isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String sentence(JsonNode rules) {
        if (!rules.path("set").asBoolean()) {
            return "there are no house rules: every agreement is concluded without a person";
        }
        var text = new StringBuilder(line(rules));
        rules.path("history")
                .forEach(version -> text.append(System.lineSeparator()).append(line(version)));
        rules.path("problems")
                .forEach(problem -> text.append(System.lineSeparator())
                        .append("cannot be read any more, so a person decides: ")
                        .append(problem.path("pointer").asText())
                        .append(' ')
                        .append(problem.path("message").asText()));
        return text.append(System.lineSeparator())
                .append(rules.path("document").asText().stripTrailing())
                .toString();
    }

    private static String line(JsonNode version) {
        return "version " + version.path("version").asLong() + " of "
                + version.path("at").asText() + " by " + version.path("by").asText() + ", SHA-256 "
                + version.path("sha256").asText();
    }
}
