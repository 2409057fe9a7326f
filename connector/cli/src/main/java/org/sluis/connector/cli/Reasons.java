// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The reasons of a decision as one line each. */
final class Reasons {

    private Reasons() {}

    /** For example {@code /permission/0/constraint/1 constraint-not-met: odrl:count odrl:lteq 3, observed 4}. */
    static String line(JsonNode reason) {
        var parts = new ArrayList<String>();
        add(parts, reason.path("pointer").asText());
        add(parts, reason.path("code").asText());
        var where = String.join(" ", parts);
        var operand = reason.path("leftOperand").asText();
        var wanted = reason.path("wanted").asText();
        var observed = reason.path("observed").asText();
        if (operand.isEmpty() && wanted.isEmpty() && !observed.isEmpty()) {
            return where + ": " + observed;
        }
        if (operand.isEmpty() && observed.isEmpty()) {
            return wanted.isEmpty() ? where : where + ": " + wanted;
        }
        var condition = (operand + " " + reason.path("operator").asText() + " " + wanted).strip();
        return where + ": " + condition + ", observed " + (observed.isEmpty() ? "nothing" : observed);
    }

    /** All reasons in one line. */
    static String all(JsonNode reasons) {
        var lines = new ArrayList<String>();
        reasons.forEach(reason -> lines.add(line(reason)));
        return String.join("; ", lines);
    }

    private static void add(List<String> parts, String part) {
        if (!part.isEmpty()) {
            parts.add(part);
        }
    }
}
