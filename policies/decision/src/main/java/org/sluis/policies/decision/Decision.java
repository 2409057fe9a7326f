// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.List;

/**
 * The answer to one request.
 *
 * @param rules pointers of the determining rules, for example {@code permission/0}
 * @param reasons one for each constraint or check that failed; empty on allow
 * @param duties actions of the duties that arise by this use
 * @param charges the counters that this use must be charged to; empty unless allowed
 * @param evaluator version of the evaluator, for the record
 */
public record Decision(
        Outcome outcome,
        List<String> rules,
        List<Reason> reasons,
        List<String> duties,
        List<Charge> charges,
        String evaluator) {

    public enum Outcome {
        ALLOW,
        DENY,
        INVALID
    }

    /** A caller treats {@link Outcome#INVALID} as a denial. */
    public boolean allows() {
        return outcome == Outcome.ALLOW;
    }
}
