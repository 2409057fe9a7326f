// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import org.sluis.policies.log.bundle.Verdict;
import org.sluis.policies.log.reconcile.Match;

/** Words for the comparison of two sides. */
public final class ReconciliationWords {

    private ReconciliationWords() {}

    /** What a class of events means. */
    public static String meaning(Match match) {
        return switch (match) {
            case MATCHED -> "Both tell the same.";
            case DIFFERING -> "Both tell of it, but not the same facts: one of them is wrong.";
            case PROVIDER_ONLY -> "Only the provider tells of it.";
            case CONSUMER_ONLY -> "Only the consumer tells of it.";
            case LATE -> "Both tell the same, but one logged it long after it happened.";
            case OUTSIDE_CLOCK_BOUND -> "Both tell the same, but not about when it happened.";
        };
    }

    /** A verdict on two bundles and their comparison, in a sentence. */
    public static String verdict(Verdict verdict) {
        return switch (verdict) {
            case OK -> "Both sides tell the same story";
            case INCOMPLETE -> "Not everything is confirmed by both sides";
            case UNREADABLE -> "Not everything could be read";
            case TAMPERED -> "The two sides do not tell the same story";
        };
    }

    /** What that verdict means. */
    public static String meaning(Verdict verdict) {
        return switch (verdict) {
            case OK -> "Every event that both must know is told alike by both.";
            case INCOMPLETE -> "No contradiction was found, but some of it rests on one side's word.";
            case UNREADABLE -> "Ask for fresh bundles.";
            case TAMPERED ->
                "They contradict each other, or one of the bundles does not hold. The differences are below.";
        };
    }
}
