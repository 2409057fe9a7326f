// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command with all its verbs. */
@Command(
        name = "sluis",
        description = "A sovereign data-space connector for manufacturing chains.",
        version = "sluis 0.1.0 (evaluation only)",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            RunCommand.class,
            JoinCommand.class,
            CredentialsCommand.class,
            CheckCommand.class,
            ShareCommand.class,
            PreviewCommand.class,
            FindCommand.class,
            AgreeCommand.class,
            InboxCommand.class,
            ContractCommand.class,
            GetCommand.class,
            StopCommand.class,
            StatusCommand.class,
            PolicyCommand.class,
            RulesCommand.class,
            LogCommand.class,
            AuthorityCommand.class
        })
final class Sluis implements Runnable {

    @Mixin
    private Settings settings;

    @Override
    public void run() {
        throw settings.usage("say what to do, for example: sluis demo");
    }
}
