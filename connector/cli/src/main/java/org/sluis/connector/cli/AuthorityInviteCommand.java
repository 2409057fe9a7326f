// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluis authority invite}: one invitation, or many from a file. */
@Command(
        name = "invite",
        description = "Invite a firm, or many from a file; prints for each what it passes to: sluis join",
        mixinStandardHelpOptions = true)
final class AuthorityInviteCommand implements Callable<Integer> {

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Option(names = "--role", paramLabel = "ROLE", description = "A role to certify; may be given several times.")
    private List<String> roles = List.of();

    @Option(names = "--connector", paramLabel = "NAME", description = "The connector to certify.")
    private String connector;

    @Option(names = "--legal-name", paramLabel = "NAME", description = "Whom it is for, as a hint for the approval.")
    private String legalName;

    @Option(names = "--email", description = "Where it goes, as a note.")
    private String email;

    @Option(
            names = "--bulk",
            paramLabel = "FILE",
            description = "Many at once: CSV with the columns legalName, email, roles (separated by spaces) and"
                    + " connector, or a JSON array of such objects.")
    private Path bulk;

    @Option(
            names = "--valid",
            paramLabel = "DURATION",
            defaultValue = "P14D",
            description = "How long it can be used; by default ${DEFAULT-VALUE}.")
    private String valid;

    @Override
    public Integer call() {
        if (bulk != null && (connector != null || legalName != null || email != null || !roles.isEmpty())) {
            throw settings.usage("with --bulk, names and roles are in the file");
        }
        var request = Json.object().put("valid", valid);
        request.set("invitations", bulk == null ? one() : InvitationList.read(bulk));
        var made = company.connector().post("/authority/invitations", request);
        new Printer(settings)
                .table(
                        made,
                        made.path("invitations"),
                        "",
                        row -> bulk == null
                                ? List.of(row.path("invitation").asText())
                                : List.of(
                                        row.path("legalName").asText("-"),
                                        row.path("email").asText("-"),
                                        row.path("invitation").asText()));
        return ExitCode.OK;
    }

    private ArrayNode one() {
        var list = Json.MAPPER.createArrayNode();
        var invitation = list.addObject();
        var array = invitation.putArray("roles");
        roles.forEach(array::add);
        put(invitation, "connector", connector);
        put(invitation, "legalName", legalName);
        put(invitation, "email", email);
        return list;
    }

    private static void put(ObjectNode object, String key, String value) {
        if (value != null) {
            object.put(key, value);
        }
    }
}
