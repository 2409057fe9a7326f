// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

/** A window: it says over which time the count beside it counts, and holds itself. */
record Always() implements Comparison.Check {

    @Override
    public int test(Request request, Facts facts) {
        return Truth.TRUE;
    }

    @Override
    public String observed(Request request, Facts facts) {
        return "";
    }
}
