// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.List;
import org.sluis.policies.odrl.Action;

/**
 * A permission or prohibition, ready to be decided on.
 *
 * @param name for example {@code permission/0}
 * @param charges the counters of its counts; empty without one
 * @param duties of a permission
 */
record CompiledRule(String name, Action action, Condition condition, List<Charge> charges, List<CompiledDuty> duties) {

    String pointer() {
        return "/" + name;
    }

    /** A permission counts if it may still come to hold. */
    boolean mayHold(Request request, Facts facts) {
        return (condition.values(request, facts) & Truth.TRUE) != 0;
    }

    /** A prohibition is active unless it may still come to fail. */
    boolean cannotFail(Request request, Facts facts) {
        return (condition.values(request, facts) & Truth.FALSE) == 0;
    }
}
