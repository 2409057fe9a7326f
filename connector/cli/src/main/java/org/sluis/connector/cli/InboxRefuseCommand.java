// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis inbox refuse}: the negotiation ends. */
@Command(
        name = "refuse",
        description = "Refuse the terms, or withdraw a request of ours; the negotiation ends.",
        mixinStandardHelpOptions = true)
final class InboxRefuseCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Mixin
    private Spoken spoken;

    @Parameters(paramLabel = "ID", description = "The negotiation's identifier, or its first characters.")
    private String id;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; the partner sees it.")
    private String reason;

    @Override
    public Integer call() {
        return InboxWords.say(
                settings,
                company,
                spoken,
                ManagementClient.encode(id) + "/refuse",
                Json.object().put("reason", reason));
    }
}
