// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.json.JsonValue;

/** Why a rule did not hold, as an entry records it; absent members are empty. */
record Reason(String code, String rule, String leftOperand, String operator, String wanted, String observed) {

    static Reason of(JsonValue json) {
        return json instanceof JsonString text
                ? new Reason(text.value(), "", "", "", "", "")
                : new Reason(
                        EntryFacts.cell(json, "code"),
                        EntryFacts.cell(json, "rule"),
                        EntryFacts.cell(json, "leftOperand"),
                        EntryFacts.cell(json, "operator"),
                        EntryFacts.cell(json, "wanted"),
                        EntryFacts.cell(json, "observed"));
    }

    /** For example {@code constraint-not-met: odrl:purpose odrl:eq "a" is asked, "b" was found}. */
    String text() {
        var text = new StringBuilder(code.isEmpty() ? "no code" : code);
        if (!leftOperand.isEmpty() || !wanted.isEmpty()) {
            text.append(": ")
                    .append(leftOperand)
                    .append(operator.isEmpty() ? "" : " " + operator)
                    .append(" \"")
                    .append(wanted)
                    .append("\" is asked, ")
                    .append(observed.isEmpty() ? "nothing was found" : "\"" + observed + "\" was found");
        } else if (!observed.isEmpty()) {
            text.append(": \"").append(observed).append("\" was found");
        }
        return rule.isEmpty() ? text.toString() : text + " (rule " + rule + ")";
    }
}
