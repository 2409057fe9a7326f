// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluis authority enrol}: a firm whose connector is not Sluis becomes a member. */
@Command(
        name = "enrol",
        description = "Take a firm in by hand whose connector cannot run sluis join; you answer for its identifier.",
        mixinStandardHelpOptions = true)
final class AuthorityEnrolCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Parameters(paramLabel = "NAME", description = "The short name to give the firm.")
    private String name;

    @Option(names = "--id", required = true, paramLabel = "DID", description = "The firm's did:web identifier.")
    private String id;

    @Option(names = "--legal-name", required = true, paramLabel = "NAME", description = "As in the trade register.")
    private String legalName;

    @Option(
            names = "--register-number",
            required = true,
            paramLabel = "NUMBER",
            description = "As in the trade register.")
    private String registerNumber;

    @Option(names = "--endpoint", required = true, paramLabel = "URL", description = "Address of its DSP endpoint.")
    private String endpoint;

    @Option(names = "--checked-by", required = true, paramLabel = "PERSON", description = "Who checked all this.")
    private String checkedBy;

    @Option(names = "--role", paramLabel = "ROLE", description = "A role to certify; may be given several times.")
    private List<String> roles = List.of();

    @Option(names = "--connector", paramLabel = "NAME", description = "The connector to certify.")
    private String connector;

    @Override
    public Integer call() {
        var request = Json.object()
                .put("id", id)
                .put("name", name)
                .put("legalName", legalName)
                .put("registerNumber", registerNumber)
                .put("protocolEndpoint", endpoint)
                .put("checkedBy", checkedBy);
        var array = request.putArray("roles");
        roles.forEach(array::add);
        if (connector != null) {
            request.put("connector", connector);
        }
        var member = company.connector().post("/authority/members", request);
        new Printer(settings).tell(member, told -> told.path("legalName").asText() + " is a member");
        return ExitCode.OK;
    }
}
