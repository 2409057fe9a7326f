// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sluis.policies.usage.house.HouseRulesReading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluis rules check}: valid, or refused with a pointer; no connector needs to run. */
@Command(
        name = "check",
        description = "Say whether a file has house rules that can be set, and if not, where and why.",
        mixinStandardHelpOptions = true)
final class RulesCheckCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Parameters(paramLabel = "FILE", description = "House rules in JSON; - is standard input.")
    private Path file;

    @Override
    public Integer call() {
        if (RulesFile.read(Json.text(file), file) instanceof HouseRulesReading.Refused refused) {
            PolicyFile.tell(refused.problems(), settings);
            return ExitCode.FAILED;
        }
        new Printer(settings).tell(Json.object().put("valid", true), valid -> "valid");
        return ExitCode.OK;
    }
}
