// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What shutting a member out hits, as far as the authority knows. */
final class Consequences {

    private Consequences() {}

    /** Shows it and does nothing; the exit code says that nothing was done. */
    static int show(Settings settings, Company company, String name, String step) {
        var member = company.connector().get("/authority/members/" + ManagementClient.encode(name), Map.of());
        new Printer(settings).tell(member, told -> {
            var text = new StringBuilder(told.path("legalName").asText() + " is "
                    + told.path("state").asText() + "; credentials in use: " + inUse(told.path("credentials")));
            told.path("agreements")
                    .forEach(agreement -> text.append(System.lineSeparator())
                            .append("agreement ")
                            .append(agreement.path("id").asText())
                            .append(" on ")
                            .append(agreement.path("dataset").asText()));
            text.append(System.lineSeparator())
                    .append("agreements known here: ")
                    .append(told.path("agreements").size())
                    .append(" (")
                    .append(told.path("agreementsKnown").asText())
                    .append(")");
            return text + System.lineSeparator() + "nothing was done; to do it: sluis authority " + step + " " + name
                    + " --yes";
        });
        return ExitCode.FAILED;
    }

    private static int inUse(Iterable<JsonNode> credentials) {
        var count = 0;
        for (var credential : credentials) {
            count += credential.path("withdrawn").asBoolean() ? 0 : 1;
        }
        return count;
    }
}
