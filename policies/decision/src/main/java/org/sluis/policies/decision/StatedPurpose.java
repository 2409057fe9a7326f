// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.Set;

/** A purpose is stated at each use; before that it may still be open. */
record StatedPurpose(Set<Moment> openWhileUnstated, Sameness sameness) implements Comparison.Check {

    @Override
    public int test(Request request, Facts facts) {
        return request.purpose().isEmpty() && openWhileUnstated.contains(request.moment())
                ? Truth.OPEN
                : sameness.test(request, facts);
    }

    @Override
    public String observed(Request request, Facts facts) {
        return sameness.observed(request, facts);
    }
}
