// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

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

    @Option(
            names = "--reason",
            defaultValue = "stopped by the provider's staff",
            description = "Why; the partner is told and it is recorded.")
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
                                + ended.path("state").asText());
        return ExitCode.OK;
    }
}
