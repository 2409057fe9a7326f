// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis authority approve}: an applicant becomes a member, or a member's roles change. */
@Command(
        name = "approve",
        description =
                "Approve an applicant whose legal name and register number a person checked; again, to change roles.",
        mixinStandardHelpOptions = true)
final class AuthorityApproveCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "NAME", description = "The firm's short name or identifier.")
    private String name;

    @Option(
            names = "--checked-by",
            required = true,
            paramLabel = "PERSON",
            description = "Who compared legal name and register number with the trade register.")
    private String checkedBy;

    @Option(names = "--on", paramLabel = "DATE", description = "When; by default today.")
    private String on;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "A role to certify, instead of those of the invitation; may be given several times.")
    private List<String> roles = List.of();

    @Option(names = "--connector", paramLabel = "NAME", description = "The connector to certify.")
    private String connector;

    @Override
    public Integer call() {
        var request = Json.object().put("checkedBy", checkedBy);
        if (on != null) {
            request.put("on", on);
        }
        if (!roles.isEmpty() || connector != null) {
            var array = request.putArray("roles");
            roles.forEach(array::add);
        }
        if (connector != null) {
            request.put("connector", connector);
        }
        var member = MemberSteps.post(company, name, "approve", request);
        new Printer(settings)
                .tell(
                        member,
                        told -> told.path("legalName").asText() + " is approved, checked by " + checkedBy + " on "
                                + told.path("checkedOn").asText());
        return ExitCode.OK;
    }
}
