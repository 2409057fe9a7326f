// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sluis.policies.usage.house.HouseRulesReading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluis rules set}: put house rules in force. */
@Command(
        name = "set",
        description = "Put house rules in force, for every agreement from now on; what was in force is kept.",
        mixinStandardHelpOptions = true)
final class RulesSetCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "FILE", description = "House rules in JSON; - is standard input.")
    private Path file;

    @Override
    public Integer call() {
        var text = Json.text(file);
        if (RulesFile.read(text, file) instanceof HouseRulesReading.Refused refused) {
            PolicyFile.tell(refused.problems(), settings);
            return ExitCode.FAILED;
        }
        var version = company.connector().put("/house-rules", text);
        new Printer(settings)
                .tell(
                        version,
                        set -> "version " + set.path("version").asLong() + " is in force, SHA-256 "
                                + set.path("sha256").asText());
        return ExitCode.OK;
    }
}
