// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;

/**
 * What the house rules say of proposed terms.
 *
 * @param rule where the rule stands, for instance {@code /rules/2}; "" if none matched
 * @param reason in plain words: why a person is asked or why the terms are refused; the partner sees it on refusal
 * @param differences between the proposed terms and the rule's pre-agreed ones, one plain sentence each; none if equal
 */
public record HouseRuling(Outcome outcome, String rule, String reason, List<String> differences) {

    /** What to do. */
    public enum Outcome {
        CONCLUDE,
        ASK,
        REFUSE
    }

    public HouseRuling {
        differences = List.copyOf(differences);
    }
}
