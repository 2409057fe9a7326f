// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluis inbox}: what waits for a person. */
@Command(
        name = "inbox",
        description = "Show the terms that wait for a person, here or at a partner, and the agreements that end soon.",
        mixinStandardHelpOptions = true,
        subcommands = {
            InboxListCommand.class,
            InboxShowCommand.class,
            InboxApproveCommand.class,
            InboxRefuseCommand.class,
            InboxCounterCommand.class
        })
final class InboxCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Mixin
    private Spoken spoken;

    @Override
    public Integer call() {
        return list(settings, company, spoken);
    }

    static int list(Settings settings, Company company, Spoken spoken) {
        var answer = company.connector().get("/inbox", spoken.query());
        new InboxLines(spoken.language()).tell(answer, settings);
        return ExitCode.OK;
    }
}
