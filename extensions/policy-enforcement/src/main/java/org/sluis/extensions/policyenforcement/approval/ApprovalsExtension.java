// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.ContractNegotiationPendingGuard;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.policy.ContractNegotiationPolicyContext;
import org.eclipse.edc.participant.spi.ParticipantAgent;
import org.eclipse.edc.policy.engine.spi.PolicyEngine;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Approvals;
import org.sluis.policies.usage.Capabilities;
import org.sluis.policies.usage.HouseRules;

/** Lets house rules and people decide on terms before anything is concluded: replaces EDC's guard, which holds nothing. */
public final class ApprovalsExtension implements ServiceExtension {

    @Setting(
            key = "sluis.approvals.interval-ms",
            description = "Pause between two looks at the negotiations that wait",
            defaultValue = "5000")
    private long interval;

    @Setting(key = "edc.participant.id", description = "Identifier of this participant")
    private String participantId;

    @Inject
    private ContractNegotiationStore negotiations;

    @Inject
    private TransactionContext transactions;

    @Inject
    private PolicyEngine engine;

    @Inject
    private HouseRules house;

    @Inject
    private Capabilities capabilities;

    @Inject
    private Approvals approvals;

    @Inject
    private Agreements agreements;

    @Inject
    private Clock clock;

    @Inject
    private Monitor monitor;

    private Parts parts;

    private record Parts(Rulings rulings, Settlement settlement, Settling settling) {}

    @Override
    public String name() {
        return "Approvals";
    }

    @Provider
    public ContractNegotiationPendingGuard pendingGuard() {
        return new ApprovalGuard(parts().rulings(), parts().settling()::soon, monitor);
    }

    @Provider
    public Inbox inbox() {
        return new EdcInbox(
                new OpenNegotiations(negotiations),
                parts().rulings(),
                parts().settlement(),
                approvals,
                agreements,
                participantId,
                clock);
    }

    /** Made when the first service is asked for: all that is injected is there by then. */
    private synchronized Parts parts() {
        if (parts == null) {
            var rulings = new Rulings(participantId, house, capabilities, approvals, this::denial);
            var settlement = new Settlement(negotiations, transactions, rulings, participantId, monitor);
            parts = new Parts(rulings, settlement, new Settling(settlement::all, Duration.ofMillis(interval)));
        }
        return parts;
    }

    /** The same question as when the request came, decided anew and on record. */
    private Optional<String> denial(Policy policy, String party) {
        var agent = new ParticipantAgent(party, Map.of(), Map.of(ParticipantAgent.PARTICIPANT_IDENTITY, party));
        var result = engine.evaluate(policy, new ContractNegotiationPolicyContext(agent));
        return result.succeeded() ? Optional.empty() : Optional.of(result.getFailureDetail());
    }

    @Override
    public void start() {
        parts().settling().start();
    }

    @Override
    public void shutdown() {
        if (parts != null) {
            parts.settling().close();
        }
    }
}
