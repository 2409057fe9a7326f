// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis inbox counter}: other terms are offered instead. */
@Command(
        name = "counter",
        description = "Answer a request for our data by an offer of other terms; the partner accepts or refuses them.",
        mixinStandardHelpOptions = true)
final class InboxCounterCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Mixin
    private Spoken spoken;

    @Parameters(paramLabel = "ID", description = "The negotiation's identifier, or its first characters.")
    private String id;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "FILE",
            description = "A policy of the Sluis profile, without target.")
    private Path file;

    @Option(
            names = "--seen",
            required = true,
            paramLabel = "DIGEST",
            description = "Which terms you answer: the digest that sluis inbox show prints, or its first characters.")
    private String seen;

    @Option(names = "--note", description = "For your own record.")
    private String note;

    @Override
    public Integer call() {
        var request = Json.object().put("digest", seen);
        request.set("policy", Json.read(file));
        if (note != null) {
            request.put("note", note);
        }
        return InboxWords.say(settings, company, spoken, ManagementClient.encode(id) + "/counter", request);
    }
}
