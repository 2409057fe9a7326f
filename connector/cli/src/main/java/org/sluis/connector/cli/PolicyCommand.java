// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluis policy}: what policies say and what follows from them; no connector needs to run. */
@Command(
        name = "policy",
        description = "Check, explain, compare and try out policies; no connector needs to run.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PolicyCheckCommand.class,
            PolicyDecideCommand.class,
            PolicyExplainCommand.class,
            PolicyCompareCommand.class
        })
final class PolicyCommand implements Runnable {

    @Mixin
    private Settings settings;

    @Override
    public void run() {
        throw settings.usage("say what to do: sluis policy check, decide, explain or compare");
    }
}
