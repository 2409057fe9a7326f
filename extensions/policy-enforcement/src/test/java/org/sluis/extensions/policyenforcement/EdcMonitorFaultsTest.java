// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.services.spi.contractagreement.ContractAgreementService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.event.TransferProcessStarted;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.policy.monitor.manager.PolicyMonitorManagerImpl;
import org.eclipse.edc.connector.policy.monitor.spi.PolicyMonitorContext;
import org.eclipse.edc.connector.policy.monitor.spi.PolicyMonitorEntryStates;
import org.eclipse.edc.connector.policy.monitor.store.sql.InMemoryPolicyMonitorStore;
import org.eclipse.edc.connector.policy.monitor.subscriber.StartMonitoring;
import org.eclipse.edc.participant.spi.ParticipantAgentPolicyContext;
import org.eclipse.edc.policy.engine.PolicyEngineImpl;
import org.eclipse.edc.policy.engine.RuleBindingRegistryImpl;
import org.eclipse.edc.policy.engine.ScopeFilter;
import org.eclipse.edc.policy.engine.validation.RuleValidator;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.AndConstraint;
import org.eclipse.edc.policy.model.AtomicConstraint;
import org.eclipse.edc.policy.model.Constraint;
import org.eclipse.edc.policy.model.LiteralExpression;
import org.eclipse.edc.policy.model.Operator;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.policy.model.PolicyType;
import org.eclipse.edc.spi.event.EventEnvelope;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.Term;

/**
 * EDC 0.15.1's own policy monitor, on the same transfers, does wrong what the first assertions of each test show; ours does it
 * right. Both are the real ones, over the same stores.
 */
@Timeout(120)
class EdcMonitorFaultsTest {

    private static final String USE = Term.ODRL + "use";

    private final List<String> severe = new CopyOnWriteArrayList<>();
    private final RuleBindingRegistryImpl bindings = new RuleBindingRegistryImpl();
    private TestConnector connector;
    private PolicyMonitor ours;
    private PolicyMonitorManagerImpl edc;
    private InMemoryPolicyMonitorStore watched;

    @BeforeEach
    void start() {
        connector = TestConnector.start("did:web:maker");
        ours = connector.service(PolicyMonitor.class);
        // It would be there first.
        ours.stop();
        watched = new InMemoryPolicyMonitorStore(Clock.systemUTC(), connector.service(CriterionOperatorRegistry.class));
        bindings.bind(USE, PolicyMonitorContext.POLICY_MONITOR_SCOPE);
        edc = PolicyMonitorManagerImpl.Builder.newInstance()
                .monitor(new Monitor() {
                    @Override
                    public void severe(String message, Throwable... errors) {
                        severe.add(message);
                    }
                })
                .waitStrategy(() -> 20)
                .store(watched)
                .policyEngine(stockEngine())
                .transferProcessService(connector.service(TransferProcessService.class))
                .contractAgreementService(connector.service(ContractAgreementService.class))
                .build();
        edc.start();
    }

    @AfterEach
    void stop() {
        edc.stop();
        connector.close();
    }

    private PolicyEngineImpl stockEngine() {
        return new PolicyEngineImpl(new ScopeFilter(bindings), new RuleValidator(bindings));
    }

    private void started(String id, String contract, TransferProcess.Type type) {
        connector
                .service(TransferProcessStore.class)
                .save(TransferProcess.Builder.newInstance()
                        .id(id)
                        .type(type)
                        .contractId(contract)
                        .assetId("urn:x")
                        .correlationId("c-" + id)
                        .counterPartyAddress("http://127.0.0.1:1/none")
                        .protocol("dataspace-protocol-http:2025-1")
                        .transferType("HttpData-PULL")
                        .participantContextId("did:web:maker")
                        .state(TransferProcessStates.STARTED.code())
                        .build());
        new StartMonitoring(edc).on(event(id, contract, type));
    }

    /** What EDC tells its monitor when a transfer starts. */
    @SuppressWarnings({"rawtypes", "unchecked"}) // The builder is raw in EDC.
    private static EventEnvelope<TransferProcessStarted> event(String id, String contract, TransferProcess.Type type) {
        EventEnvelope.Builder envelope = EventEnvelope.Builder.newInstance();
        return envelope.at(Instant.now().toEpochMilli())
                .payload(TransferProcessStarted.Builder.newInstance()
                        .transferProcessId(id)
                        .contractId(contract)
                        .assetId("urn:x")
                        .type(type.name())
                        .build())
                .build();
    }

    private ContractAgreement agreed(String id, Constraint constraint) {
        ContractAgreement agreement = ContractAgreement.Builder.newInstance()
                .id(id)
                .agreementId(id)
                .providerId("did:web:maker")
                .consumerId("did:web:builder")
                .assetId("urn:x")
                .participantContextId("did:web:maker")
                .contractSigningDate(1_700_000_000)
                .policy(Policy.Builder.newInstance()
                        .type(PolicyType.CONTRACT)
                        .assigner("did:web:maker")
                        .assignee("did:web:builder")
                        .target("urn:x")
                        .permission(Permission.Builder.newInstance()
                                .action(Action.Builder.newInstance().type(USE).build())
                                .constraint(constraint)
                                .build())
                        .build())
                .build();
        connector
                .service(ContractNegotiationStore.class)
                .save(ContractNegotiation.Builder.newInstance()
                        .id("n-" + id)
                        .type(ContractNegotiation.Type.PROVIDER)
                        .counterPartyId("did:web:builder")
                        .counterPartyAddress("http://127.0.0.1:1/none")
                        .protocol("dataspace-protocol-http:2025-1")
                        .participantContextId("did:web:maker")
                        .contractAgreement(agreement)
                        .state(ContractNegotiationStates.FINALIZED.code())
                        .build());
        return agreement;
    }

    private static Constraint atomic(String left, String right) {
        return AtomicConstraint.Builder.newInstance()
                .leftExpression(new LiteralExpression(left))
                .operator(Operator.EQ)
                .rightExpression(new LiteralExpression(right))
                .build();
    }

    private boolean runs(String id) {
        return connector.service(TransferProcessStore.class).findById(id).getState()
                == TransferProcessStates.STARTED.code();
    }

    private int state(String id) {
        return watched.findById(id).getState();
    }

    @Test
    void anAgreementThatIsNotFoundLeavesTheTransferRunning() {
        started("orphan", "no-such-agreement", TransferProcess.Type.PROVIDER);
        TestConnector.await(() -> state("orphan") == PolicyMonitorEntryStates.FAILED.code());

        assertThat(runs("orphan")).isTrue();

        ours.pass();

        assertThat(runs("orphan")).isFalse();
    }

    @Test
    void anErrorStopsTheStateMachineForGoodAndNothingIsLookedAtAgain() throws Exception {
        Constraint deep = atomic(LeftOperand.RECIPIENT.iri(), "did:web:builder");
        for (int i = 0; i < 100_000; i++) {
            deep = AndConstraint.Builder.newInstance().constraint(deep).build();
        }
        agreed("deep", deep);
        started("first", "deep", TransferProcess.Type.PROVIDER);
        TestConnector.await(() -> severe.stream().anyMatch(message -> message.contains("unrecoverable")));

        started("later", "no-such-agreement", TransferProcess.Type.PROVIDER);
        Thread.sleep(1_000);

        assertThat(state("later")).isEqualTo(PolicyMonitorEntryStates.STARTED.code());
        assertThat(List.of("first", "later")).allMatch(this::runs);

        ours.pass();

        assertThat(List.of("first", "later")).noneMatch(this::runs);
    }

    @Test
    void onlyTransfersOfProvidersAreWatched() {
        started("received", "no-such-agreement", TransferProcess.Type.CONSUMER);

        assertThat(watched.findById("received")).isNull();

        ours.pass();

        assertThat(runs("received")).isFalse();
    }

    @Test
    void credentialsAreNeverLookedAtAgain() {
        String membership = LeftOperand.MEMBERSHIP.iri();
        ContractAgreement members = agreed("members", atomic(membership, "did:web:authority"));
        var context = new PolicyMonitorContext(Instant.now(), members);

        assertThat(context).isNotInstanceOf(ParticipantAgentPolicyContext.class);
        assertThat(stockEngine().evaluate(members.getPolicy(), context).succeeded())
                .isTrue();
        started("watched", "members", TransferProcess.Type.PROVIDER);
        long first = watched.findById("watched").getStateTimestamp();
        TestConnector.await(() -> watched.findById("watched").getStateTimestamp() > first);
        assertThat(runs("watched")).isTrue();

        // Nobody has shown a credential to us.
        ours.pass();

        assertThat(runs("watched")).isFalse();
    }
}
