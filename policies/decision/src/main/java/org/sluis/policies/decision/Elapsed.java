// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.sluis.policies.odrl.Operator;

/** Compares the time that has passed since something. */
record Elapsed(Operator operator, Duration wanted, BiFunction<Request, Facts, Optional<Instant>> start)
        implements Comparison.Check {

    @Override
    public int test(Request request, Facts facts) {
        Optional<Instant> from = start.apply(request, facts);
        return from.isEmpty()
                ? Truth.UNDETERMINED
                : Truth.of(operator.holds(
                        Duration.between(from.get(), request.at()).compareTo(wanted)));
    }

    @Override
    public String observed(Request request, Facts facts) {
        return start.apply(request, facts)
                .map(from -> Duration.between(from, request.at()).toString())
                .orElse("");
    }
}
