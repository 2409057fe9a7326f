// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluis rules test}: what the house rules would say. */
@Command(
        name = "test",
        description = "Say what the house rules in force would make of some terms; nothing is changed.",
        mixinStandardHelpOptions = true)
final class RulesTestCommand implements Callable<Integer> {

    private static final Sentences WORDS = new Sentences(RulesTestCommand.class, "rules");

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Mixin
    private Spoken spoken;

    @Option(
            names = "--partner",
            required = true,
            paramLabel = "PARTNER",
            description = "A partner's name or identifier.")
    private String partner;

    @Option(
            names = "--product",
            required = true,
            paramLabel = "PRODUCT",
            description = "For example production-status.")
    private String product;

    @Option(
            names = "--side",
            paramLabel = "provider|consumer",
            defaultValue = "provider",
            description = "Whether you would give the data or receive it; by default provider.")
    private String side;

    @Option(names = "--policy", required = true, paramLabel = "FILE", description = "The terms, a policy in JSON.")
    private Path policy;

    @Override
    public Integer call() {
        var terms =
                Json.object().put("partner", partner).put("product", product).put("side", side);
        terms.set("policy", Json.read(policy));
        var ruling = company.connector().post("/house-rules/check", spoken.query(), terms);
        new Printer(settings).tell(ruling, told -> sentence(told, spoken.language()));
        return ExitCode.OK;
    }

    static String sentence(JsonNode ruling, Language language) {
        var rule = ruling.path("rule").asText();
        var reason = ruling.path("reason").asText();
        var text = new StringBuilder(WORDS.in(language, ruling.path("decision").asText()))
                .append(rule.isEmpty() ? "" : WORDS.in(language, "by", rule))
                .append(reason.isEmpty() ? "" : ": ")
                .append(reason);
        ruling.path("differences")
                .forEach(difference ->
                        text.append(System.lineSeparator()).append("- ").append(difference.asText()));
        return text.toString();
    }
}
