// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.DecisionIds;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.UnverifiedRefusals;

/** Records requests that were refused before any policy was looked at; those of verified consumers one by one. */
final class Refusals {
    private static final String EVALUATOR = "data-plane";

    private final Decisions decisions;
    private final Clock clock;
    private final UnverifiedRefusals unverified;

    Refusals(Decisions decisions, Clock clock) {
        this.decisions = decisions;
        this.clock = clock;
        this.unverified = new UnverifiedRefusals(decisions, EVALUATOR, clock);
    }

    /** A request whose sender is not known. */
    void unverified(DataRequest request, Reason reason) throws RecordUnavailableException {
        unverified.record(
                Moment.RELEASE, "GET " + DataRequest.PATH + request.transfer() + " from " + request.remote(), reason);
    }

    /** A request or a running response of a consumer whose token was verified. */
    void verified(Moment moment, DataFlow flow, Optional<String> purpose, Reason reason)
            throws RecordUnavailableException {
        var now = clock.instant();
        decisions.append(new DecisionRecord(
                DecisionIds.at(now),
                now,
                moment,
                false,
                Optional.of(flow.consumer()),
                Optional.of(flow.agreement()),
                Optional.of(flow.dataset()),
                Optional.empty(),
                purpose,
                Optional.empty(),
                Optional.of("transfer " + flow.transfer()),
                List.of(reason),
                EVALUATOR));
    }
}
