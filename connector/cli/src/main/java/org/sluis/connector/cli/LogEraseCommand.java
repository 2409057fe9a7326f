// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis log erase}: destroy what entries say, and keep that they were there. */
@Command(
        name = "erase",
        description = "Destroy what the entries of an agreement in a month say. That they were there stays provable.",
        mixinStandardHelpOptions = true)
final class LogEraseCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(index = "0", paramLabel = "AGREEMENT", description = "The agreement's identifier.")
    private String agreement;

    @Parameters(index = "1", paramLabel = "MONTH", description = "In UTC, like 2026-11.")
    private String month;

    @Option(names = "--reason", required = true, description = "Why, for who reads the log; no personal data.")
    private String reason;

    @Option(names = "--yes", description = "Say that it is meant: it cannot be undone.")
    private boolean yes;

    @Override
    public Integer call() {
        if (!yes) {
            throw settings.usage("an erasure cannot be undone: say that it is meant with --yes");
        }
        var erased = company.connector()
                .post(
                        "/log/erasures",
                        Json.object()
                                .put("agreement", agreement)
                                .put("month", month)
                                .put("reason", reason)
                                .put("yes", true));
        new Printer(settings)
                .tell(
                        erased,
                        answer -> answer.path("erased").asLong() + " entries of agreement " + agreement + " in " + month
                                + " say nothing any more");
        return ExitCode.OK;
    }
}
