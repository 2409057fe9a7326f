// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.edc.connector.controlplane.catalog.spi.policy.CatalogPolicyContext;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.observe.ContractNegotiationObservable;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.policy.ContractNegotiationPolicyContext;
import org.eclipse.edc.connector.controlplane.contract.spi.policy.TransferProcessPolicyContext;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.observe.TransferProcessObservable;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.participant.spi.ParticipantAgent;
import org.eclipse.edc.policy.engine.spi.PolicyContext;
import org.eclipse.edc.policy.engine.spi.PolicyEngine;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Case;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Verdict;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;
import org.sluis.policies.usage.UsageLedger;

/** Decides by our profile in every policy context of EDC, freezes agreements, ends them, and watches running transfers. */
public final class PolicyEnforcementExtension implements ServiceExtension {

    @Setting(
            key = "sluis.policy-monitor.interval-ms",
            description =
                    "Pause between two looks at all running transfers; what is foreseen or told is looked at at once",
            defaultValue = "60000")
    private long monitorInterval;

    @Setting(key = "edc.participant.id", description = "Identifier of this participant")
    private String participantId;

    @Inject
    private PolicyEngine engine;

    @Inject
    private ContractNegotiationStore negotiations;

    @Inject
    private ContractNegotiationObservable negotiationEvents;

    @Inject
    private TransferProcessStore transfers;

    @Inject
    private TransferProcessService transferService;

    @Inject
    private TransferProcessObservable transferEvents;

    @Inject
    private Agreements agreements;

    @Inject
    private Decisions decisionRecord;

    @Inject
    private UsageLedger ledger;

    @Inject
    private AgreementSeals seals;

    @Inject
    private Partners partners;

    @Inject
    private PartyCredentials credentials;

    @Inject
    private Clock clock;

    private Monitor monitor;
    private PolicyDecisions decisions;
    private FrozenAgreements frozen;
    private AgreementDecisions agreementDecisions;
    private AgreementTransfers agreementTransfers;
    private PolicyMonitor policyMonitor;

    @Override
    public String name() {
        return "Policy enforcement";
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        monitor = context.getMonitor();
        decisions = new PolicyDecisions(decisionRecord, partners, credentials, clock);
        frozen = new FrozenAgreements(agreements, negotiations, participantId);
        agreementDecisions = new AgreementDecisions(frozen, ledger, decisions, seals, clock);
        agreementTransfers = new AgreementTransfers(negotiations, transfers, transferService, monitor);
        decideEverywhere();
        negotiationEvents.registerListener(new ConcludedNegotiations(frozen, monitor));
        transferEvents.registerListener(new FrozenFirst(frozen, negotiations));
        policyMonitor = new PolicyMonitor(
                agreementTransfers,
                new RunningTransfers(negotiations, frozen, agreementDecisions, clock),
                Duration.ofMillis(monitorInterval),
                clock,
                monitor);
        transferEvents.registerListener(new StartedTransfers(policyMonitor));
    }

    @Provider
    public AgreementEnds agreementEnds() {
        return new EdcAgreementEnds(agreements, agreementTransfers, monitor);
    }

    @Provider
    public PolicyMonitor policyMonitor() {
        return policyMonitor;
    }

    private void decideEverywhere() {
        // A hidden offer is not explained: who may see it is nobody else's business.
        register(
                CatalogPolicyContext.class,
                (policy, context) -> decide(Moment.CATALOG, policy, context.participantAgent()),
                decision -> "there is no such offer for this participant");
        register(
                ContractNegotiationPolicyContext.class,
                (policy, context) -> decide(Moment.NEGOTIATION, policy, context.participantAgent()),
                PolicyDecisions::text);
        register(
                TransferProcessPolicyContext.class,
                (policy, context) -> agreementDecisions.transfer(
                        context.contractAgreement(), context.participantAgent().getIdentity()),
                PolicyDecisions::text);
    }

    private <C extends PolicyContext> void register(
            Class<C> context, DecidingValidator.Question<C> question, Function<Decision, String> wording) {
        engine.registerPreValidator(context, new DecidingValidator<>(question, wording, monitor));
    }

    private Verdict decide(Moment moment, Policy policy, ParticipantAgent agent) throws RecordUnavailableException {
        Case about = new Case(moment, Optional.ofNullable(agent.getIdentity()), Optional.of("a negotiation"));
        Verdict verdict = decisions.decide(about, policy);
        decisions.record(about, Optional.empty(), verdict);
        return verdict;
    }

    @Override
    public void start() {
        frozen.sweep();
        agreements.onEnd(policyMonitor::ended);
        credentials.onChange(policyMonitor::credentialsChanged);
        policyMonitor.start();
    }

    @Override
    public void shutdown() {
        if (policyMonitor != null) {
            policyMonitor.stop();
        }
    }
}
