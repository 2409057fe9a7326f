// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.stream.Collectors;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.decision.Reason;

/** Why running transfers stop, in words for the people on both sides. */
final class StopReasons {

    private static final int LONGEST = 500;

    private StopReasons() {}

    static String plain(Decision decision) {
        String reasons =
                decision.reasons().stream().map(StopReasons::plain).distinct().collect(Collectors.joining("; "));
        String plain = reasons.isEmpty() ? "the agreement does not permit it any more" : reasons;
        return plain.substring(0, Math.min(LONGEST, plain.length()));
    }

    private static String plain(Reason reason) {
        return switch (reason.leftOperand()) {
            case "odrl:dateTime" -> "the agreement's time is over or has not begun: it names " + reason.wanted();
            case "sluis:sinceAgreement" -> since(reason, "it was agreed");
            case "odrl:elapsedTime" -> since(reason, "the first use");
            case "odrl:delayPeriod" -> "the agreement asks for a delay of " + reason.wanted();
            case "odrl:count" -> "every use that the agreement allows has been made: " + reason.wanted();
            case "sluis:membership" -> "there is no current membership of " + reason.wanted();
            case "sluis:role" -> "there is no current credential for the role " + reason.wanted();
            case "sluis:label" -> "there is no current label " + reason.wanted();
            case "sluis:connector" -> "there is no current credential for a connector that is " + reason.wanted();
            default -> other(reason);
        };
    }

    private static String since(Reason reason, String start) {
        return "the agreement's time is over: it is about " + reason.wanted() + " since " + start;
    }

    private static String other(Reason reason) {
        return switch (reason.code()) {
            case "credentials-unreadable" -> "the credentials that the agreement asks for cannot be looked at now";
            case "agreement-not-active" -> "the agreement is not active " + reason.observed();
            case "prohibited" -> "the agreement prohibits it now";
            default -> "the agreement does not permit it any more: " + reason.code();
        };
    }
}
