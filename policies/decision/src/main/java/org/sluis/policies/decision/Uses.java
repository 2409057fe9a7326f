// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.Optional;
import org.sluis.policies.odrl.Operator;

/** Compares the number of uses, this one included. */
record Uses(Operator operator, long wanted, String rule, Optional<String> window) implements Comparison.Check {

    @Override
    public int test(Request request, Facts facts) {
        Optional<Long> uses = facts.uses().count(rule, window);
        return uses.isEmpty()
                ? Truth.UNDETERMINED
                : Truth.of(operator.holds(Long.compare(withThisOne(request, uses.get()), wanted)));
    }

    @Override
    public String observed(Request request, Facts facts) {
        return facts.uses()
                .count(rule, window)
                .map(uses -> Long.toString(withThisOne(request, uses)))
                .orElse("");
    }

    /** While running, the use in progress is already counted. */
    private static long withThisOne(Request request, long uses) {
        return request.moment() == Moment.RUNNING || uses == Long.MAX_VALUE ? uses : uses + 1;
    }

    /** The highest number of uses this allows. */
    long limit() {
        return operator == Operator.LT ? wanted - 1 : wanted;
    }
}
