// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis inbox approve}: the terms are accepted as they were shown. */
@Command(
        name = "approve",
        description = "Accept the terms as they were shown; other terms are not accepted.",
        mixinStandardHelpOptions = true)
final class InboxApproveCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Mixin
    private Spoken spoken;

    @Parameters(paramLabel = "ID", description = "The negotiation's identifier, or its first characters.")
    private String id;

    @Option(
            names = "--seen",
            required = true,
            paramLabel = "DIGEST",
            description =
                    "Which terms you saw: the digest that sluis inbox show prints, or its first eight characters or more.")
    private String seen;

    @Option(names = "--note", description = "For your own record.")
    private String note;

    @Override
    public Integer call() {
        var request = Json.object().put("digest", seen);
        if (note != null) {
            request.put("note", note);
        }
        return InboxWords.say(settings, company, spoken, ManagementClient.encode(id) + "/approve", request);
    }
}
