// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.List;

/** True if any member is; false if all are. */
record Any(List<Condition> members) implements Condition {

    @Override
    public int values(Request request, Facts facts) {
        int values = Truth.FALSE;
        for (Condition member : members) {
            values = Truth.or(values, member.values(request, facts));
        }
        return values;
    }

    @Override
    public void explain(Request request, Facts facts, List<Reason> reasons) {
        if ((values(request, facts) & Truth.TRUE) == 0) {
            for (Condition member : members) {
                member.explain(request, facts, reasons);
            }
        }
    }
}
