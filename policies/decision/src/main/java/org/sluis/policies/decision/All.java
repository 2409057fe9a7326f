// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.List;

/** True if all members are; false if any is. Without members: true. */
record All(List<Condition> members) implements Condition {

    @Override
    public int values(Request request, Facts facts) {
        int values = Truth.TRUE;
        for (Condition member : members) {
            values = Truth.and(values, member.values(request, facts));
        }
        return values;
    }

    @Override
    public void explain(Request request, Facts facts, List<Reason> reasons) {
        for (Condition member : members) {
            member.explain(request, facts, reasons);
        }
    }
}
