// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis agree}: accept a partner's offer and wait for the agreement. */
@Command(
        name = "agree",
        description = "Accept the terms of a partner's offer and wait until the agreement is signed.",
        mixinStandardHelpOptions = true)
final class AgreeCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(index = "0", paramLabel = "PARTNER", description = "A partner's name or identifier.")
    private String partner;

    @Parameters(index = "1", paramLabel = "DATASET", description = "A dataset's identifier, as sluis find shows it.")
    private String dataset;

    @Option(names = "--offer", paramLabel = "ID", description = "Which offer, when the dataset has several.")
    private String offer;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the partner's word, 0 to 140; by default 45. Then the exit code is 4.")
    private Integer wait;

    @Override
    public Integer call() {
        var request = Json.object().put("partner", partner).put("dataset", dataset);
        if (offer != null) {
            request.put("offer", offer);
        }
        if (wait != null) {
            request.put("wait", wait);
        }
        var agreement = company.connector().post("/agreements", request);
        if (!agreement.has("id")) {
            new Printer(settings).tell(agreement, AgreeCommand::waits);
            return ExitCode.INCOMPLETE;
        }
        new Printer(settings)
                .tell(
                        agreement,
                        signed -> "agreement " + signed.path("id").asText() + " with " + partner + " on " + dataset);
        return ExitCode.OK;
    }

    private static String waits(JsonNode negotiation) {
        return "no agreement yet: negotiation "
                + negotiation.path("negotiation").asText() + " is "
                + negotiation.path("state").asText() + "; "
                + negotiation.path("detail").asText();
    }
}
