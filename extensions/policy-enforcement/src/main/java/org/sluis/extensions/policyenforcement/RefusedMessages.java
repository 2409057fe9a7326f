// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.edc.spi.monitor.Monitor;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.DecisionIds;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.MessageUnderway;
import org.sluis.policies.usage.UnverifiedRefusals;

/** Records messages that were refused although no policy denied them. They stay refused when the record is away. */
final class RefusedMessages {

    private static final String EVALUATOR = "protocol";
    private static final int LONGEST = 500;

    private final Decisions decisions;
    private final Agreements agreements;
    private final Clock clock;
    private final Monitor monitor;
    private final UnverifiedRefusals unverified;

    RefusedMessages(Decisions decisions, Agreements agreements, Clock clock, Monitor monitor) {
        this.decisions = decisions;
        this.agreements = agreements;
        this.clock = clock;
        this.monitor = monitor;
        this.unverified = new UnverifiedRefusals(decisions, EVALUATOR, clock);
    }

    /** Once for each message: not when its denial is on record already. */
    void record(AskedMessage asked, String code, String observed) {
        var known = MessageUnderway.current();
        if (known.map(MessageUnderway::isDenied).orElse(false)) {
            return;
        }
        MessageUnderway.denied();
        var reason = known.flatMap(MessageUnderway::refusal)
                .map(why -> reason("sender-unverified", why))
                .orElseGet(() -> reason(code, observed));
        var sender = known.flatMap(MessageUnderway::sender);
        try {
            if (sender.isPresent()) {
                decisions.append(entry(asked, sender.get(), reason));
            } else {
                unverified.record(asked.moment(), asked.subject(), reason);
            }
        } catch (RecordUnavailableException | RuntimeException e) {
            monitor.severe("A refused message could not be recorded", e);
        }
    }

    private static Reason reason(String code, String observed) {
        return new Reason("", code, "", "", "", Excerpt.of(observed, LONGEST));
    }

    private DecisionRecord entry(AskedMessage asked, String sender, Reason reason) {
        var now = clock.instant();
        return new DecisionRecord(
                DecisionIds.at(now),
                now,
                asked.moment(),
                false,
                Optional.of(sender),
                asked.agreement().filter(id -> isPartyTo(id, sender)),
                asked.dataset(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(asked.subject()),
                List.of(reason),
                EVALUATOR);
    }

    /** Nobody writes into the story of an agreement of others. */
    private boolean isPartyTo(String agreement, String sender) {
        return agreements
                .find(agreement)
                .filter(known ->
                        known.provider().equals(sender) || known.consumer().equals(sender))
                .isPresent();
    }
}
