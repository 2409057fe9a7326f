// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluis log rotate-key}: sign with another key from now on. */
@Command(
        name = "rotate-key",
        description = "Sign the log with a new key from now on. The old one names it, and stays published.",
        mixinStandardHelpOptions = true)
final class LogRotateKeyCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Override
    public Integer call() {
        var answer = company.connector().post("/log/keys", Json.object());
        new Printer(settings)
                .tell(answer, key -> "the log is signed with " + key.path("key").asText());
        return ExitCode.OK;
    }
}
