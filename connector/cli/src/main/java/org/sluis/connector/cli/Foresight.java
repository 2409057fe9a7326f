// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Sentences;

/** What a partner would get, in lines for people. */
final class Foresight {

    private static final Sentences WORDS = new Sentences(Foresight.class, "foresight");

    private final Language language;

    Foresight(Language language) {
        this.language = language;
    }

    String text(JsonNode foresight) {
        var lines = new ArrayList<String>();
        lines.add(WORDS.in(
                language,
                "head",
                foresight.path("partner").asText(),
                foresight.path("at").asText()));
        for (var dataset : foresight.path("datasets")) {
            lines.add("  " + dataset.path("id").asText());
            for (var offer : dataset.path("offers")) {
                tell(lines, "offer", offer);
            }
            for (var agreement : dataset.path("agreements")) {
                tell(lines, "agreement", agreement);
            }
        }
        if (foresight.path("datasets").isEmpty()) {
            lines.add("  " + WORDS.in(language, "nothing"));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private void tell(List<String> lines, String what, JsonNode answer) {
        var outcome = answer.path("allowed").asBoolean() ? ".yes" : ".no";
        lines.add("    " + WORDS.in(language, what + outcome, answer.path("id").asText()));
        for (var reason : answer.path("reasons")) {
            lines.add("      " + line(reason));
        }
    }

    private String line(JsonNode reason) {
        if (!reason.has("text")) {
            return reason.path("sentence").asText();
        }
        var text = reason.path("text").asText();
        var observed = reason.path("observed").asText();
        return WORDS.in(language, observed.isEmpty() ? "unfulfilled" : "unfulfilled.observed", text, observed);
    }
}
