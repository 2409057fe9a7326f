// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;

/**
 * One decision, as it is recorded before it takes effect.
 *
 * @param allowed whether the request was allowed
 * @param party the asking participant; empty when it could not be verified
 * @param policySha256 hash of the policy that was decided on
 * @param subject what the decision was about when no agreement exists yet: a negotiation, a catalog request, a request line
 * @param evidence the party's credentials that the policy looked at; of no other is anything kept
 */
public record DecisionRecord(
        UUID id,
        Instant at,
        Moment moment,
        boolean allowed,
        Optional<String> party,
        Optional<String> agreement,
        Optional<String> dataset,
        Optional<String> action,
        Optional<String> purpose,
        Optional<String> policySha256,
        Optional<String> subject,
        List<Reason> reasons,
        String evaluator,
        List<Evidence> evidence) {

    public DecisionRecord {
        evidence = List.copyOf(evidence);
    }

    /** A decision that looked at no credential. */
    public DecisionRecord(
            UUID id,
            Instant at,
            Moment moment,
            boolean allowed,
            Optional<String> party,
            Optional<String> agreement,
            Optional<String> dataset,
            Optional<String> action,
            Optional<String> purpose,
            Optional<String> policySha256,
            Optional<String> subject,
            List<Reason> reasons,
            String evaluator) {
        this(
                id,
                at,
                moment,
                allowed,
                party,
                agreement,
                dataset,
                action,
                purpose,
                policySha256,
                subject,
                reasons,
                evaluator,
                List.of());
    }
}
