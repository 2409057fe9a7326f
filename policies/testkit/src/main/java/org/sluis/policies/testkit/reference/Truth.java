// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import java.util.List;

/** Strong Kleene logic (profile, semantics 4). */
public enum Truth {
    TRUE,
    FALSE,
    UNDETERMINED;

    static Truth of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    static Truth and(List<Truth> members) {
        if (members.contains(FALSE)) {
            return FALSE;
        }
        return members.contains(UNDETERMINED) ? UNDETERMINED : TRUE;
    }

    static Truth or(List<Truth> members) {
        if (members.contains(TRUE)) {
            return TRUE;
        }
        return members.contains(UNDETERMINED) ? UNDETERMINED : FALSE;
    }

    static Truth xone(List<Truth> members) {
        var holding = members.stream().filter(TRUE::equals).count();
        if (holding >= 2) {
            return FALSE;
        }
        return members.contains(UNDETERMINED) ? UNDETERMINED : of(holding == 1);
    }
}
