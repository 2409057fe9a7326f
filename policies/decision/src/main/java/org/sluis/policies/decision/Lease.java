// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Duration;
import java.time.Instant;

/** Holds while a lease runs that ends no later than the longest term from now. */
record Lease(Duration longest) implements Comparison.Check {

    @Override
    public int test(Request request, Facts facts) {
        if (facts.leaseNotAfter().isEmpty() || !request.hasTime()) {
            return Truth.UNDETERMINED;
        }
        Instant notAfter = facts.leaseNotAfter().get();
        return Truth.of(request.at().isBefore(notAfter)
                && Duration.between(request.at(), notAfter).compareTo(longest) <= 0);
    }

    @Override
    public String observed(Request request, Facts facts) {
        return facts.leaseNotAfter().map(Instant::toString).orElse("");
    }
}
