// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.stream.Collectors;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.decision.PlainReasons;
import org.sluis.policies.odrl.Language;

/** Why running transfers stop, in words for the people on both sides: in English, because nobody knows what the other side speaks. */
final class StopReasons {

    private static final int LONGEST = 500;

    private StopReasons() {}

    static String plain(Decision decision) {
        String reasons = decision.reasons().stream()
                .map(reason -> PlainReasons.of(reason, Language.EN))
                .distinct()
                .collect(Collectors.joining("; "));
        String plain = reasons.isEmpty() ? "the agreement does not permit it any more" : reasons;
        return plain.substring(0, Math.min(LONGEST, plain.length()));
    }
}
