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
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/**
 * Records that a message of a negotiation was refused for its policy. Only for negotiations that exist: nobody has been
 * identified yet, so strangers cannot fill the record.
 */
final class RefusedNegotiations {

    private static final Pattern NEGOTIATION = Pattern.compile("negotiations/([A-Za-z0-9._:-]{1,255})/");

    private final ContractNegotiationStore negotiations;
    private final PolicyDecisions decisions;
    private final Monitor monitor;

    RefusedNegotiations(ContractNegotiationStore negotiations, PolicyDecisions decisions, Monitor monitor) {
        this.negotiations = negotiations;
        this.decisions = decisions;
        this.monitor = monitor;
    }

    void record(String path, List<Problem> problems) {
        Matcher matcher = NEGOTIATION.matcher(path);
        if (!matcher.find() || negotiations.findById(matcher.group(1)) == null) {
            return;
        }
        Case about = new Case(
                Moment.NEGOTIATION, Optional.empty(), Optional.of("a message in negotiation " + matcher.group(1)));
        try {
            decisions.record(
                    about,
                    Optional.empty(),
                    new Verdict(Decider.invalid(problems), Optional.empty(), Optional.empty()));
        } catch (RecordUnavailableException e) {
            // The message is refused all the same.
            monitor.severe("A refused message could not be recorded", e);
        }
    }
}
