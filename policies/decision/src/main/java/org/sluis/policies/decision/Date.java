// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Instant;
import java.util.Set;
import org.sluis.policies.odrl.Operator;

/** Compares the time of the request; a start in the future is open while there is no agreement. */
record Date(Operator operator, Instant wanted, Set<Moment> openBeforeStart) implements Comparison.Check {

    @Override
    public int test(Request request, Facts facts) {
        if (!request.hasTime()) {
            return Truth.UNDETERMINED;
        }
        int comparison = request.at().compareTo(wanted);
        boolean isStart = operator == Operator.GT || operator == Operator.GTEQ;
        return isStart && comparison < 0 && openBeforeStart.contains(request.moment())
                ? Truth.OPEN
                : Truth.of(operator.holds(comparison));
    }

    @Override
    public String observed(Request request, Facts facts) {
        return request.shownTime();
    }
}
