// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import java.util.List;
import java.util.Optional;

/** Which values are open at the moment of a request (profile, moments). */
record Openness(Comparison comparison) {

    /** Whether the constraint is open at this moment: what it compares cannot be due yet. */
    boolean covers(String operand, String operator, String wanted, Optional<String> window) {
        var purposeUnstated = operand.equals("odrl:purpose")
                && Comparison.text(comparison.request(), "purpose").isEmpty();
        var countInWindow = operand.equals("odrl:count") && window.isPresent();
        return switch (comparison.moment()) {
            case "catalog", "negotiation" ->
                List.of(
                                        "sluis:sinceAgreement",
                                        "odrl:elapsedTime",
                                        "odrl:delayPeriod",
                                        "sluis:lease",
                                        "sluis:disclosure",
                                        "odrl:systemDevice")
                                .contains(operand)
                        || purposeUnstated
                        || countInWindow
                        || isDateToCome(operand, operator, wanted);
            case "transfer" ->
                List.of("odrl:elapsedTime", "sluis:lease", "sluis:disclosure", "odrl:systemDevice")
                                .contains(operand)
                        || purposeUnstated
                        || countInWindow;
            case "lease" -> operand.equals("sluis:lease");
            default -> false;
        };
    }

    private boolean isDateToCome(String operand, String operator, String wanted) {
        return operand.equals("odrl:dateTime")
                && List.of("odrl:gteq", "odrl:gt").contains(operator)
                && comparison
                        .at()
                        .filter(at -> Lexical.instant(wanted).orElseThrow().isAfter(at))
                        .isPresent();
    }
}
