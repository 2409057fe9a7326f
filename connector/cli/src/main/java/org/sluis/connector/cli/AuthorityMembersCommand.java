// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluis authority members}: the queue of applications, and the members. */
@Command(
        name = "members",
        description = "Show who applied, who is a member, and who checked it.",
        mixinStandardHelpOptions = true)
final class AuthorityMembersCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Option(
            names = "--state",
            description = "Only those in this state: applied, approved, refused, suspended, revoked.")
    private String state;

    @Override
    public Integer call() {
        var answer = company.connector().get("/authority/members", Map.of());
        var shown = Json.object();
        var rows = shown.putArray("members");
        answer.path("members").forEach(row -> {
            if (state == null || state.equals(row.path("state").asText())) {
                rows.add(row);
            }
        });
        new Printer(settings).table(shown, rows, "nobody", AuthorityMembersCommand::columns);
        return ExitCode.OK;
    }

    private static List<String> columns(JsonNode row) {
        var roles = StreamSupport.stream(row.path("roles").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
        return List.of(
                row.path("name").asText(),
                row.path("state").asText(),
                row.path("legalName").asText(),
                row.path("registerNumber").asText(),
                row.path("id").asText(),
                roles.isEmpty() ? "-" : roles,
                row.has("checkedBy")
                        ? "checked by " + row.path("checkedBy").asText() + " on "
                                + row.path("checkedOn").asText()
                        : "");
    }
}
