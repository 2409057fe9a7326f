// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.Optional;
import java.util.function.BiFunction;
import org.sluis.policies.odrl.Operator;

/** Compares a text character for character; absent is undetermined, also for neq. */
record Sameness(Operator operator, String wanted, BiFunction<Request, Facts, Optional<String>> source)
        implements Comparison.Check {

    @Override
    public int test(Request request, Facts facts) {
        Optional<String> observed = source.apply(request, facts);
        return observed.isEmpty()
                ? Truth.UNDETERMINED
                : Truth.of(observed.get().equals(wanted) == (operator == Operator.EQ));
    }

    @Override
    public String observed(Request request, Facts facts) {
        return source.apply(request, facts).orElse("");
    }
}
