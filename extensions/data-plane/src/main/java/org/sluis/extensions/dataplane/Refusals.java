// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/**
 * Records requests that were refused before any policy was looked at.
 *
 * <p>Anyone can send a wrong token, and each record costs a disk write: beyond a rate they are counted instead, and the next record
 * says how many. Refusals of verified consumers are always recorded one by one.
 */
final class Refusals {
    private static final String EVALUATOR = "data-plane";
    private static final int BURST = 20;
    private static final Duration REFILL = Duration.ofMillis(500);

    private final Decisions decisions;
    private final Clock clock;
    private double allowance = BURST;
    private long refilledAt;
    private long counted;

    Refusals(Decisions decisions, Clock clock) {
        this.decisions = decisions;
        this.clock = clock;
        this.refilledAt = clock.millis();
    }

    /** A request whose sender is not known. */
    void unverified(DataRequest request, Reason reason) throws RecordUnavailableException {
        var earlier = admit();
        if (earlier < 0) {
            return;
        }
        var more = earlier == 0 ? "" : "; " + earlier + " more like it were only counted before";
        try {
            append(
                    Moment.RELEASE,
                    Optional.empty(),
                    Optional.empty(),
                    "GET " + DataRequest.PATH + request.transfer() + " from " + request.remote() + more,
                    reason);
        } catch (RecordUnavailableException e) {
            uncount(earlier);
            throw e;
        }
    }

    /** A request or a running response of a consumer whose token was verified. */
    void verified(Moment moment, DataFlow flow, Optional<String> purpose, Reason reason)
            throws RecordUnavailableException {
        append(moment, Optional.of(flow), purpose, "transfer " + flow.transfer(), reason);
    }

    /** Number of refusals counted since the last record; negative when this one is to be counted only. */
    private synchronized long admit() {
        long now = clock.millis();
        allowance = Math.min(BURST, allowance + Math.max(0, now - refilledAt) / (double) REFILL.toMillis());
        refilledAt = now;
        if (allowance < 1) {
            counted++;
            return -1;
        }
        allowance--;
        var earlier = counted;
        counted = 0;
        return earlier;
    }

    private synchronized void uncount(long earlier) {
        counted += earlier + 1;
    }

    private void append(Moment moment, Optional<DataFlow> flow, Optional<String> purpose, String subject, Reason reason)
            throws RecordUnavailableException {
        decisions.append(new DecisionRecord(
                UUID.randomUUID(),
                clock.instant(),
                moment,
                false,
                flow.map(DataFlow::consumer),
                flow.map(DataFlow::agreement),
                flow.map(DataFlow::dataset),
                Optional.empty(),
                purpose,
                Optional.empty(),
                Optional.of(subject),
                List.of(reason),
                EVALUATOR));
    }
}
