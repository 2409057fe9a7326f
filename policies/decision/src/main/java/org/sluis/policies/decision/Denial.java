// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.ArrayList;
import java.util.List;
import org.sluis.policies.odrl.Action;

/** Explains why no permission was active. Looked at again only when there was none: most requests need no explanation. */
final class Denial {

    private Denial() {}

    static List<Reason> reasons(CompiledPolicy policy, Action action, Request request, Facts facts) {
        List<Reason> reasons = new ArrayList<>();
        for (CompiledRule permission : policy.permissions()) {
            if (permission.action().includes(action)) {
                explain(permission, request, facts, reasons);
            }
        }
        if (reasons.isEmpty()) {
            reasons.add(new Reason("", Code.NO_PERMISSION, "", "", "", action.prefixed()));
        }
        return reasons;
    }

    private static void explain(CompiledRule permission, Request request, Facts facts, List<Reason> reasons) {
        for (CompiledDuty duty : permission.duties()) {
            if (duty.isViolated(facts)) {
                reasons.add(Decider.violated(duty, Code.DUTY_VIOLATED));
            }
        }
        if (!permission.mayHold(request, facts)) {
            permission.condition().explain(request, facts, reasons);
        }
    }
}
