// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluis check}: the first broken link between us and a partner. */
@Command(
        name = "check",
        description =
                "Try each link to a partner and name the first broken one: name, route, tls, clock, did, credential, policy.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "PARTNER", description = "A partner's name or identifier.")
    private String partner;

    @Override
    public Integer call() {
        var answer = company.connector().get("/checks", Map.of("partner", partner));
        new Printer(settings).table(answer, answer.path("checks"), "nothing was checked", CheckCommand::columns);
        return answer.path("ok").asBoolean() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static List<String> columns(JsonNode check) {
        var found = check.path("found").asText();
        var advice = check.path("advice").asText();
        return List.of(
                check.path("link").asText(),
                check.path("ok").asBoolean() ? "ok" : "BROKEN",
                advice.isEmpty() ? found : found + "; " + advice);
    }
}
