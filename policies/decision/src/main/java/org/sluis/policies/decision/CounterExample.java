// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.Optional;
import org.sluis.policies.odrl.Policy;

/**
 * A case that one policy allows and the other does not, as the machine interface decides it.
 *
 * @param request JSON object
 * @param facts JSON object
 * @param allowedByFirst whether it is the first of the two policies that allows it
 * @param agreement empty if the case is decided on the policies as they are; otherwise on the agreements that they would become
 */
public record CounterExample(String request, String facts, boolean allowedByFirst, Optional<Parties> agreement) {

    /** What makes terms an agreement. */
    public record Parties(String target, String assigner, String assignee) {

        Policy conclude(Policy policy) {
            return policy.asAgreement(target, assigner, assignee);
        }
    }
}
