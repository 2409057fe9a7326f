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
            tell(refused);
            return ExitCode.FAILED;
        }
        new Printer(settings).tell(Json.object().put("valid", true), valid -> "valid");
        return ExitCode.OK;
    }

    private void tell(Reading.Refused refused) {
        var answer = Json.object().put("valid", false);
        var problems = answer.putArray("problems");
        refused.problems()
                .forEach(problem -> problems.addObject()
                        .put("pointer", problem.pointer())
                        .put("code", problem.code())
                        .put("message", problem.message()));
        new Printer(settings)
                .tell(
                        answer,
                        told -> "refused: "
                                + String.join(
                                        System.lineSeparator() + "refused: ",
                                        refused.problems().stream()
                                                .map(PolicyFile::line)
                                                .toList()));
    }
}
