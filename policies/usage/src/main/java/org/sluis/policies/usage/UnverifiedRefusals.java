// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/**
 * Records refusals of senders that nobody knows.
 *
 * <p>Anyone can send nonsense, and each record costs a disk write: beyond a rate refusals are counted instead, and the next
 * record says how many.
 */
public final class UnverifiedRefusals {

    private static final int BURST = 20;
    private static final Duration REFILL = Duration.ofMillis(500);

    private final Decisions decisions;
    private final String evaluator;
    private final Clock clock;
    private double allowance = BURST;
    private long refilledAt;
    private long counted;

    /** {@code evaluator} is who refuses. */
    public UnverifiedRefusals(Decisions decisions, String evaluator, Clock clock) {
        this.decisions = decisions;
        this.evaluator = evaluator;
        this.clock = clock;
        this.refilledAt = clock.millis();
    }

    /**
     * Returns once the refusal is durable or counted.
     *
     * @param subject what was asked
     * @throws RecordUnavailableException if it is neither; the request is refused all the same
     */
    public void record(Moment moment, String subject, Reason reason) throws RecordUnavailableException {
        var earlier = admit();
        if (earlier < 0) {
            return;
        }
        var more = earlier == 0 ? "" : "; " + earlier + " more like it were only counted before";
        try {
            var now = clock.instant();
            decisions.append(new DecisionRecord(
                    DecisionIds.at(now),
                    now,
                    moment,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(subject + more),
                    List.of(reason),
                    evaluator));
        } catch (RecordUnavailableException e) {
            uncount(earlier);
            throw e;
        }
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
}
