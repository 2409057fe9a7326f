// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.reconcile;

import java.util.Locale;
import org.sluis.policies.log.bundle.Verdict;

/** How two sides tell one event. */
public enum Match {
    MATCHED(Verdict.OK),
    DIFFERING(Verdict.TAMPERED),
    PROVIDER_ONLY(Verdict.INCOMPLETE),
    CONSUMER_ONLY(Verdict.INCOMPLETE),
    /** Told alike, but at least one side logged it long after it says it happened. */
    LATE(Verdict.OK),
    /** Told alike, but the two clocks disagree by more than the bound. */
    OUTSIDE_CLOCK_BOUND(Verdict.INCOMPLETE);

    private final Verdict verdict;

    Match(Verdict verdict) {
        this.verdict = verdict;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** For example {@code provider-only}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
