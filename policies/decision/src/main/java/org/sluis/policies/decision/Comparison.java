// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.List;
import java.util.Set;
import org.sluis.policies.odrl.AtomicConstraint;

/**
 * One comparison of what is observed with what the policy wants.
 *
 * @param openAt the moments at which the outcome cannot be due yet, whatever the facts
 */
record Comparison(String pointer, AtomicConstraint constraint, Set<Moment> openAt, Check check) implements Condition {

    /** Looks at the request and the facts. */
    interface Check {

        /** A {@link Truth} value. */
        int test(Request request, Facts facts);

        /** What was looked at, for the record; "" when absent. */
        String observed(Request request, Facts facts);
    }

    @Override
    public int values(Request request, Facts facts) {
        return openAt.contains(request.moment()) ? Truth.OPEN : check.test(request, facts);
    }

    @Override
    public void explain(Request request, Facts facts, List<Reason> reasons) {
        int values = values(request, facts);
        if ((values & Truth.TRUE) == 0) {
            reasons.add(new Reason(
                    pointer,
                    values == Truth.UNDETERMINED ? Code.FACT_MISSING : Code.CONSTRAINT_NOT_MET,
                    constraint.leftOperand().prefixed(),
                    constraint.operator().prefixed(),
                    constraint.rightOperand(),
                    check.observed(request, facts)));
        }
    }
}
