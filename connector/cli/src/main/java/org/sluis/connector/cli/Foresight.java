// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a partner would get, in lines for people. */
final class Foresight {

    private Foresight() {}

    static String text(JsonNode foresight) {
        var lines = new ArrayList<String>();
        lines.add(foresight.path("partner").asText() + " at "
                + foresight.path("at").asText() + ":");
        for (var dataset : foresight.path("datasets")) {
            lines.add("  " + dataset.path("id").asText());
            for (var offer : dataset.path("offers")) {
                tell(lines, "    offer: ", offer, "could agree on it", "does not get it offered");
            }
            for (var agreement : dataset.path("agreements")) {
                tell(
                        lines,
                        "    agreement " + agreement.path("id").asText() + ": ",
                        agreement,
                        "would get the data",
                        "would get nothing");
            }
        }
        if (foresight.path("datasets").isEmpty()) {
            lines.add("  nothing is shared with anybody");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static void tell(List<String> lines, String who, JsonNode answer, String yes, String no) {
        if (answer.path("allowed").asBoolean()) {
            lines.add(who + yes);
            return;
        }
        lines.add(who + no + ", because");
        for (var reason : answer.path("reasons")) {
            lines.add("      " + line(reason));
        }
    }

    private static String line(JsonNode reason) {
        if (!reason.has("text")) {
            return Reasons.line(reason);
        }
        var observed = reason.path("observed").asText();
        return "not fulfilled: \u201c" + reason.path("text").asText() + "\u201d"
                + (observed.isEmpty() ? "" : " There is: " + observed + ".");
    }
}
