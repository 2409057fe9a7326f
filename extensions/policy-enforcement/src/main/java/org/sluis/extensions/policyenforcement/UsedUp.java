// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sluis.policies.decision.Code;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.Policy;

/**
 * What may be used for some time after its first use only, once that time is over. A transfer can be granted before any use, so
 * the time is no reason not to grant one; but one that runs can then never serve another use.
 */
final class UsedUp {

    /** A constraint that stands in no other one: without it the permission does not hold. */
    private static final Pattern OF_A_PERMISSION = Pattern.compile("(/permission/[0-9]+)/constraint/[0-9]+");

    private UsedUp() {}

    /**
     * The denial for this reason alone; empty while some permission may hold again.
     *
     * @param running what was decided of the policy at moment running, whatever else was known
     */
    static Optional<Decision> of(Decision running, Policy policy) {
        List<Reason> over = running.reasons().stream().filter(UsedUp::isOver).toList();
        long permissions = over.stream()
                .map(reason -> OF_A_PERMISSION.matcher(reason.pointer()).replaceFirst("$1"))
                .distinct()
                .count();
        return permissions == 0 || permissions < policy.permissions().size()
                ? Optional.empty()
                : Optional.of(new Decision(
                        Decision.Outcome.DENY, List.of(), over, List.of(), List.of(), running.evaluator()));
    }

    private static boolean isOver(Reason reason) {
        return reason.code().equals(Code.CONSTRAINT_NOT_MET)
                && reason.leftOperand().equals(LeftOperand.ELAPSED_TIME.prefixed())
                && OF_A_PERMISSION.matcher(reason.pointer()).matches();
    }
}
