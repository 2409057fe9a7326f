// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import java.util.List;
import org.sluis.policies.odrl.Policy;

/** What follows for a negotiation from its terms, the house rules and what people said. */
sealed interface Ruling {

    /**
     * It may go on.
     *
     * @param later than the request: our policy has to be asked again
     */
    record Proceed(boolean later) implements Ruling {}

    /**
     * A person is waited for.
     *
     * @param rule where the house rule stands that asks; "" if none matched
     * @param differences from the pre-agreed terms
     */
    record Ask(String rule, String reason, List<String> differences) implements Ruling {
        public Ask {
            differences = List.copyOf(differences);
        }
    }

    /** It could not be decided; it waits until it can be. */
    record Undecided(String error) implements Ruling {}

    /** It ends; the partner sees the reason. */
    record Refuse(String reason) implements Ruling {}

    /** Other terms are offered. */
    record Counter(Policy terms) implements Ruling {}
}
