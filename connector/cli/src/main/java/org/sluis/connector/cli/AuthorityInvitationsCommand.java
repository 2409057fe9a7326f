// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluis authority invitations}: which were made, and what became of them. */
@Command(
        name = "invitations",
        description = "Show the invitations that were made; the codes themselves are kept nowhere.",
        mixinStandardHelpOptions = true)
final class AuthorityInvitationsCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Override
    public Integer call() {
        var answer = company.connector().get("/authority/invitations", Map.of());
        new Printer(settings)
                .table(
                        answer,
                        answer.path("invitations"),
                        "no invitation was made; make one with: sluis authority invite",
                        row -> List.of(
                                row.path("id").asText(),
                                row.path("state").asText(),
                                row.path("expiresAt").asText(),
                                row.path("legalName").asText("-"),
                                row.path("usedBy").asText("")));
        return ExitCode.OK;
    }
}
