// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.List;

/** True if exactly one member is and none is undetermined; false if two are true. */
record ExactlyOne(String pointer, List<Condition> members) implements Condition {

    @Override
    public int values(Request request, Facts facts) {
        int states = Truth.XONE_START;
        for (Condition member : members) {
            states = Truth.xone(states, member.values(request, facts));
        }
        return Truth.xoneValues(states);
    }

    @Override
    public void explain(Request request, Facts facts, List<Reason> reasons) {
        if ((values(request, facts) & Truth.TRUE) != 0) {
            return;
        }
        int holding = 0;
        for (Condition member : members) {
            if (member.values(request, facts) == Truth.TRUE) {
                holding++;
            }
        }
        if (holding > 1) {
            reasons.add(new Reason(pointer, Code.NOT_EXACTLY_ONE, "", "", "1", Integer.toString(holding)));
            return;
        }
        for (Condition member : members) {
            member.explain(request, facts, reasons);
        }
    }
}
