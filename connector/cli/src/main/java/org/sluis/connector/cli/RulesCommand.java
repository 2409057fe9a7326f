// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluis rules}: the house rules, by which agreements are concluded without a person. */
@Command(
        name = "rules",
        description = "Say which agreements are concluded, refused or looked at by a person.",
        mixinStandardHelpOptions = true,
        subcommands = {RulesShowCommand.class, RulesCheckCommand.class, RulesSetCommand.class, RulesTestCommand.class})
final class RulesCommand implements Runnable {

    @Mixin
    private Settings settings;

    @Override
    public void run() {
        throw settings.usage("say what to do: sluis rules show, check, set or test");
    }
}
