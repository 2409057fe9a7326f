// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sluis.policies.odrl.Language;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Option(names = "--lang", paramLabel = "en|nl|de", defaultValue = "en", description = "The language to tell it in.")
    private Language language;

    @Override
    public Integer call() {
        var entry = company.connector()
                .get(
                        "/inbox/" + ManagementClient.encode(id),
                        Map.of("lang", language.name().toLowerCase(Locale.ROOT)));
        new Printer(settings).tell(entry, new InboxEntry(language)::text);
        return ExitCode.OK;
    }
}
