// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.odrl.Policy;

/** What a participant would be offered at some time. Nothing is recorded, so nothing may be given on its account. */
public interface OfferForesight {

    /**
     * One offered dataset.
     *
     * @param moment the last that was decided on: the first that denies, or negotiation
     * @param policy what the decision was about; empty if it cannot be read
     */
    record Foreseen(String dataset, Moment moment, Decision decision, Optional<Policy> policy) {}

    /**
     * A decision on each dataset that this company offers to anybody, of at most 1,000 contract definitions.
     *
     * @param party DID of the participant, whose credentials are those it showed last
     */
    List<Foreseen> offers(String party, Instant at);
}
