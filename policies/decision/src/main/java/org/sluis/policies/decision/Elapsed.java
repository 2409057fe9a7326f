// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.sluis.policies.odrl.Operator;

/** Compares the time that has passed since something. */
record Elapsed(Operator operator, Duration wanted, BiFunction<Request, Facts, Optional<Duration>> passed)
        implements Comparison.Check {

    static Optional<Duration> sinceAgreement(Request request, Facts facts) {
        return since(facts.agreedAt(), request);
    }

    /** No use yet means that no time has passed. */
    static Optional<Duration> sinceFirstUse(Request request, Facts facts) {
        Facts.FirstUse firstUse = facts.firstUse();
        return firstUse.known() && firstUse.at().isEmpty() ? Optional.of(Duration.ZERO) : since(firstUse.at(), request);
    }

    private static Optional<Duration> since(Optional<Instant> start, Request request) {
        return start.isPresent() && request.hasTime()
                ? Optional.of(Duration.between(start.get(), request.at()))
                : Optional.empty();
    }

    @Override
    public int test(Request request, Facts facts) {
        Optional<Duration> time = passed.apply(request, facts);
        return time.isEmpty()
                ? Truth.UNDETERMINED
                : Truth.of(operator.holds(time.get().compareTo(wanted)));
    }

    @Override
    public String observed(Request request, Facts facts) {
        return passed.apply(request, facts).map(Duration::toString).orElse("");
    }
}
