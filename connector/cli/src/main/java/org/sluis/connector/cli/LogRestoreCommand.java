// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluis log restore}: go on after a backup was restored. */
@Command(
        name = "restore",
        description = "Go on with a log that was restored from a backup. The log will say what is lost, for good.",
        mixinStandardHelpOptions = true)
final class LogRestoreCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Option(names = "--yes", description = "Say that no newer copy of the log can be found.")
    private boolean yes;

    @Override
    public Integer call() {
        if (!yes) {
            throw settings.usage("restore a newer copy if there is one; say that there is none with --yes");
        }
        var answer = company.connector().post("/log/restore", Json.object());
        new Printer(settings)
                .tell(
                        answer,
                        told -> told.path("restored").asBoolean()
                                ? "the log goes on; lost: " + told.path("lost").asText()
                                : "nothing is lost: the log goes on as it is");
        return ExitCode.OK;
    }
}
