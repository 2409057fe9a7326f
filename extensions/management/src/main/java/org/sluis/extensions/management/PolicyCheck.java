// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;

/** Refuses policies outside the profile before anything else reads them, as their author wrote them. */
final class PolicyCheck {

    private PolicyCheck() {}

    /** A {@link Refusal} with the pointers of what is wrong, unless this is a policy that can be offered to partners. */
    static void require(ObjectNode written) {
        var reading = PolicyReader.read(written);
        if (reading instanceof Reading.Refused refused) {
            throw new Refusal(
                    400,
                    "Policy refused",
                    "the policy is not one of the Sluis profile; each reason points to a place in it",
                    refused.problems().stream()
                            .map(problem ->
                                    new Reason(problem.pointer(), problem.code(), "", "", problem.message(), ""))
                            .toList());
        }
        var policy = ((Reading.Valid) reading).policy();
        if (policy.kind() == Policy.Kind.AGREEMENT
                || policy.target().isPresent()
                || policy.assigner().isPresent()
                || policy.assignee().isPresent()) {
            throw Refusal.invalid("the policy of a share names no target, assigner or assignee; the share says them");
        }
    }
}
