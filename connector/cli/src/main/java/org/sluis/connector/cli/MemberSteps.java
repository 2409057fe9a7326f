// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Decisions on one member. */
final class MemberSteps {

    private MemberSteps() {}

    static JsonNode post(Company company, String name, String step, JsonNode request) {
        return company.connector().post("/authority/members/" + ManagementClient.encode(name) + "/" + step, request);
    }

    /** A step that needs a reason only. */
    static int take(Settings settings, Company company, String name, String step, String reason) {
        var member = post(company, name, step, Json.object().put("reason", reason));
        new Printer(settings)
                .tell(
                        member,
                        told -> told.path("legalName").asText() + " is "
                                + told.path("state").asText());
        return ExitCode.OK;
    }
}
