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
        String evaluator) {}
