// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import org.sluis.policies.odrl.Operator;

/** Compares the number of hops, the one asked for included. */
record Hops(Operator operator, long wanted) implements Comparison.Check {

    @Override
    public int test(Request request, Facts facts) {
        return facts.hops().isEmpty()
                ? Truth.UNDETERMINED
                : Truth.of(operator.holds(Long.compare(withThisOne(facts.hops().get()), wanted)));
    }

    @Override
    public String observed(Request request, Facts facts) {
        return facts.hops().map(hops -> Long.toString(withThisOne(hops))).orElse("");
    }

    private static long withThisOne(long hops) {
        return hops == Long.MAX_VALUE ? hops : hops + 1;
    }

    /** The highest number of hops this allows. */
    long limit() {
        return operator == Operator.LT ? wanted - 1 : wanted;
    }
}
