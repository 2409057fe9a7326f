// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sluis.policies.odrl.Reading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluis policy check}: valid, or refused with a pointer. */
@Command(
        name = "check",
        description = "Say whether a policy is one of the Sluis profile, and if not, where and why.",
        mixinStandardHelpOptions = true)
final class PolicyCheckCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Parameters(paramLabel = "FILE", description = "A policy in JSON; - is standard input.")
    private Path file;

    @Override
    public Integer call() {
        var reading = PolicyFile.read(file);
        if (reading instanceof Reading.Refused refused) {
            PolicyFile.tell(refused.problems(), settings);
            return ExitCode.FAILED;
        }
        new Printer(settings).tell(Json.object().put("valid", true), valid -> "valid");
        return ExitCode.OK;
    }
}
