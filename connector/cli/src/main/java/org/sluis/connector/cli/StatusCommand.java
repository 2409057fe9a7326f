// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluis status}: health, members, offers, agreements, running transfers. */
@Command(
        name = "status",
        description = "Show whether the connector is well, its partners, offers, agreements and transfers.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Override
    public Integer call() {
        var status = company.connector().get("/status", Map.of());
        new Printer(settings).tell(status, StatusCommand::sentence);
        return status.path("healthy").asBoolean(true) ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String sentence(JsonNode status) {
        var text = new StringBuilder();
        status.properties()
                .forEach(entry -> text.append(text.isEmpty() ? "" : System.lineSeparator())
                        .append("%-18s".formatted(entry.getKey()))
                        .append(plain(entry.getValue())));
        return text.toString();
    }

    private static String plain(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }
}
