// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What a person says of terms that wait. */
final class InboxWords {

    private InboxWords() {}

    static int say(Settings settings, Company company, Spoken spoken, String path, JsonNode request) {
        var entry = company.connector().post("/inbox/" + path, spoken.query(), request);
        new Printer(settings)
                .tell(
                        entry,
                        told -> "negotiation " + told.path("id").asText() + " with "
                                + told.path("partner").asText() + " is "
                                + told.path("state").asText());
        return ExitCode.OK;
    }
}
