// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis stop}: end an agreement; the next request is denied. */
@Command(
        name = "stop",
        description = "End an agreement for good: the next request is denied and running transfers end.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "AGREEMENT", description = "The agreement's identifier.")
    private String agreement;

    @Option(names = "--reason", required = true, description = "Why; the partner is told and it is recorded.")
    private String reason;

    @Override
    public Integer call() {
        var stopped = company.connector()
                .post(
                        "/agreements/" + ManagementClient.encode(agreement) + "/stop",
                        Json.object().put("reason", reason));
        new Printer(settings)
                .tell(
                        stopped,
                        ended -> "agreement " + agreement + " is "
                                + ended.path("state").asText() + told(ended));
        return ExitCode.OK;
    }

    private static String told(JsonNode ended) {
        var partner = ended.path("partner").asText();
        return switch (ended.at("/told/progress").asText()) {
            case "told" -> "; " + partner + " has been told why";
            case "waiting" ->
                "; " + partner + " cannot be told now and will be: "
                        + ended.at("/told/problem").asText("it has not answered yet");
            case "one-sided" ->
                "; " + partner
                        + " takes no notices of ends: its transfers are terminated with the reason, and its requests denied";
            default -> "";
        };
    }
}
