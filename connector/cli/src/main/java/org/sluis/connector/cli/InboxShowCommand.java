// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluis inbox show}: the terms in plain words. */
@Command(
        name = "show",
        description =
                "Tell the terms of a negotiation in plain words, and how they differ from what was agreed before.",
        mixinStandardHelpOptions = true)
final class InboxShowCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "ID", description = "The negotiation's identifier, or its first characters.")
    private String id;

    @Mixin
    private Spoken spoken;

    @Override
    public Integer call() {
        var entry = company.connector().get("/inbox/" + ManagementClient.encode(id), spoken.query());
        new Printer(settings).tell(entry, new InboxEntry(spoken.language())::text);
        return ExitCode.OK;
    }
}
