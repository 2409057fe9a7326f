// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.sluis.policies.odrl.Language;

/** What waits and what ends soon, one line each. */
record InboxLines(Language language) {

    void tell(JsonNode answer, Settings settings) {
        var printer = new Printer(settings);
        printer.table(answer, answer.path("waiting"), say("none"), this::waiting);
        if (!settings.json() && !answer.path("ending").isEmpty()) {
            settings.out().println();
            printer.table(answer, answer.path("ending"), "", this::ending);
        }
    }

    private List<String> waiting(JsonNode entry) {
        var partner = entry.path("partner").asText();
        return List.of(
                entry.path("id").asText(),
                entry.path("waitsFor").asText().equals("us") ? say("waits.us") : say("waits.partner", partner),
                entry.path("state").asText(),
                partner,
                entry.path("dataset").asText(),
                entry.path("since").asText(),
                entry.path("error").asText(entry.path("reason").asText("")));
    }

    private List<String> ending(JsonNode entry) {
        var partner = entry.path("partner").asText();
        return List.of(
                entry.path("agreement").asText(),
                say("ends", entry.path("until").asText()),
                partner,
                entry.path("dataset").asText(),
                entry.has("renew") ? say("renew", entry.path("renew").asText()) : say("renew.partner", partner));
    }

    private String say(String sentence, String... values) {
        return InboxEntry.WORDS.in(language, sentence, values);
    }
}
