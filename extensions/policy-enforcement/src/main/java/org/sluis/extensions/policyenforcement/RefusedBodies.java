// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.spi.monitor.Monitor;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Case;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Verdict;
import org.sluis.policies.decision.Decider;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.MessageUnderway;
import org.sluis.policies.usage.UnverifiedRefusals;

/**
 * Records that a message was refused for what is in it. Nobody has been identified yet: only those about negotiations that exist
 * are recorded one by one, so strangers cannot fill the record.
 */
final class RefusedBodies {

    private static final int LONGEST = 500;
    private static final Pattern NEGOTIATION = Pattern.compile("negotiations/([A-Za-z0-9._:-]{1,255})/");

    private final ContractNegotiationStore negotiations;
    private final PolicyDecisions decisions;
    private final UnverifiedRefusals others;
    private final Monitor monitor;

    RefusedBodies(
            ContractNegotiationStore negotiations,
            PolicyDecisions decisions,
            UnverifiedRefusals others,
            Monitor monitor) {
        this.negotiations = negotiations;
        this.decisions = decisions;
        this.others = others;
        this.monitor = monitor;
    }

    void record(String path, List<Problem> problems) {
        MessageUnderway.denied();
        try {
            Matcher matcher = NEGOTIATION.matcher(path);
            if (matcher.find() && negotiations.findById(matcher.group(1)) != null) {
                recordAbout(matcher.group(1), problems);
            } else {
                others.record(moment(path), "a message to " + Excerpt.of(path, LONGEST), reason(problems));
            }
        } catch (RecordUnavailableException | RuntimeException e) {
            // The message is refused all the same.
            monitor.severe("A refused message could not be recorded", e);
        }
    }

    private void recordAbout(String negotiation, List<Problem> problems) throws RecordUnavailableException {
        Case about =
                new Case(Moment.NEGOTIATION, Optional.empty(), Optional.of("a message in negotiation " + negotiation));
        decisions.record(
                about, Optional.empty(), new Verdict(Decider.invalid(problems), Optional.empty(), Optional.empty()));
    }

    private static Moment moment(String path) {
        if (path.contains("transfers")) {
            return Moment.TRANSFER;
        }
        return path.contains("negotiations") ? Moment.NEGOTIATION : Moment.CATALOG;
    }

    private static Reason reason(List<Problem> problems) {
        Problem first = problems.isEmpty() ? new Problem("", "message-invalid", "") : problems.get(0);
        return new Reason(
                Excerpt.of(first.pointer(), LONGEST), first.code(), "", "", "", Excerpt.of(first.message(), LONGEST));
    }
}
