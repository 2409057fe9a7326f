// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.ResumeTransferCommand;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.SuspendTransferCommand;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.TerminateTransferCommand;
import org.eclipse.edc.spi.result.ServiceResult;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.protocol.Connector;
import org.sluis.extensions.protocol.CountedStatements;
import org.sluis.extensions.protocol.Databases;
import org.sluis.extensions.protocol.Eventually;
import org.sluis.extensions.protocol.Rows;
import org.sluis.extensions.protocol.Trade;
import org.sluis.policies.usage.Actor;

class ToldStatesTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String STATES = "SELECT members->'state'->>'to' FROM log_outbox"
            + " WHERE type = '%s' AND members->'corr'->>'%s' = '%s' ORDER BY sequence";

    private static Connector provider;
    private static Connector consumer;

    @BeforeAll
    static void start() {
        provider = new Connector("provider", Connector.freePort(), Databases.migrated()).start();
        consumer = new Connector("consumer", Connector.freePort(), Databases.migrated()).start();
        Trade.offer(provider);
    }

    @AfterAll
    static void stop() {
        consumer.close();
        provider.close();
    }

    @Test
    void ofANegotiationAreToldOnceEachInTheirOrder() {
        var id = negotiated();

        var ours = Trade.negotiation(consumer, id);
        assertThat(states(consumer, "negotiation.state", "negotiationId", id))
                .containsExactly("REQUESTED", "AGREED", "VERIFIED", "FINALIZED");
        assertThat(states(provider, "negotiation.state", "negotiationId", ours.getCorrelationId()))
                .containsExactly("REQUESTED", "AGREED", "VERIFIED", "FINALIZED");
        var agreement = ours.getContractAgreement().getAgreementId();
        for (var side : List.of(consumer, provider)) {
            assertThat(Rows.of(
                            side.database(),
                            "SELECT concat_ws(' ', peer, agreement, members->'corr'->>'agreementId',"
                                    + " members->'corr'->>'consumerPid', members->'corr'->>'providerPid',"
                                    + " members->'corr'->>'datasetId', members->>'role', members->'state'->>'from')"
                                    + " FROM log_outbox WHERE members->'state'->>'to' = 'FINALIZED'"
                                    + " AND members->'corr'->>'consumerPid' = '" + id + "'"))
                    .containsExactly(String.join(
                            " ",
                            side == consumer ? "provider" : "consumer",
                            agreement,
                            agreement,
                            id,
                            ours.getCorrelationId(),
                            "parts",
                            side.id(),
                            "VERIFIED"));
        }
    }

    @Test
    void ofATransferAreTheSameOnBothSides() {
        var id = Trade.transfer(consumer, provider, negotiated());
        Eventually.holds(LIMIT, () -> isIn(id, TransferProcessStates.STARTED));
        ask(consumer, service -> service.suspend(new SuspendTransferCommand(id, "lunch")));
        Eventually.holds(LIMIT, () -> isIn(id, TransferProcessStates.SUSPENDED));
        ask(consumer, service -> service.resume(new ResumeTransferCommand(id)));
        Eventually.holds(LIMIT, () -> isIn(id, TransferProcessStates.STARTED));
        Actor.begin("p-0123456789abcdef");
        try {
            ask(consumer, service -> service.terminate(new TerminateTransferCommand(id, "x".repeat(600))));
        } finally {
            Actor.end();
        }
        Eventually.holds(LIMIT, () -> isIn(id, TransferProcessStates.TERMINATED));

        Eventually.holds(LIMIT, () -> story(provider, id).size() == 5);
        assertThat(story(consumer, id)).isEqualTo(story(provider, id)).hasSize(5);
        assertThat(states(consumer, "transfer.state", "consumerPid", id))
                .containsExactly("REQUESTED", "STARTED", "SUSPENDED", "STARTED", "TERMINATED");
        assertThat(last(consumer, id, "members->>'reason'")).containsExactly("x".repeat(500));
        assertThat(last(consumer, id, "members->>'actor'")).containsExactly("p-0123456789abcdef");
        assertThat(last(provider, id, "coalesce(members->>'actor', 'nobody of ours')"))
                .containsExactly("nobody of ours");
    }

    @Test
    void thatTheOtherSideNeverHeardOfAreNoTransfer() {
        var contract = Trade.negotiation(consumer, negotiated()).getContractAgreement();
        var transfer = TransferProcess.Builder.newInstance()
                .id(UUID.randomUUID().toString())
                .type(TransferProcess.Type.CONSUMER)
                .contractId(contract.getId())
                .participantContextId(contract.getParticipantContextId())
                .state(TransferProcessStates.TERMINATED.code())
                .errorDetail("the provider does not answer")
                .build();

        consumer.service(TransferProcessStore.class).save(transfer);

        assertThat(Rows.of(
                        consumer.database(),
                        "SELECT concat_ws(' ', type, agreement, members->>'reason') FROM log_outbox"
                                + " WHERE members->'corr'->>'transferId' = '" + transfer.getId() + "'"))
                .containsExactly("request.refused " + contract.getAgreementId() + " the provider does not answer");
    }

    @Test
    void areToldWithTheDigestOfAFrozenAgreement() {
        var contract = Trade.negotiation(consumer, negotiated()).getContractAgreement();
        Rows.change(
                consumer.database(),
                "INSERT INTO agreement VALUES ('" + contract.getAgreementId()
                        + "', 'CONSUMER', 'provider', 'consumer', 'parts', now(), '{}', 'cafe', 'ACTIVE')");

        var id = Trade.transfer(consumer, provider, negotiationOf(contract.getAgreementId()));
        Eventually.holds(LIMIT, () -> isIn(id, TransferProcessStates.STARTED));

        assertThat(last(consumer, id, "members->'policy'->>'digest'")).containsExactly("cafe");
    }

    @Test
    void areNotToldWhenTheirTransactionIsRolledBack() {
        var negotiation = negotiation(ContractNegotiationStates.REQUESTED);
        var store = consumer.service(ContractNegotiationStore.class);

        assertThatThrownBy(() -> consumer.service(TransactionContext.class).execute(() -> {
                    store.save(negotiation);
                    throw new IllegalStateException("something else failed");
                }))
                .hasMessageContaining("something else failed");

        assertThat(states(consumer, "negotiation.state", "negotiationId", negotiation.getId()))
                .isEmpty();
        store.save(negotiation);
        assertThat(states(consumer, "negotiation.state", "negotiationId", negotiation.getId()))
                .containsExactly("REQUESTED");
    }

    @Test
    void areNotToldAgainWhenNothingButOtherThingsChanged() {
        var store = consumer.service(ContractNegotiationStore.class);
        var negotiation = negotiation(ContractNegotiationStates.REQUESTED);
        store.save(negotiation);

        negotiation.setErrorDetail("a note");
        store.save(negotiation);
        negotiation.transitionTerminating("enough");
        store.save(negotiation);
        negotiation.transitionTerminated();
        store.save(negotiation);
        store.save(negotiation);

        assertThat(states(consumer, "negotiation.state", "negotiationId", negotiation.getId()))
                .containsExactly("REQUESTED", "TERMINATED");
        assertThat(Rows.of(
                        consumer.database(),
                        "SELECT members->'state'->>'from' FROM log_outbox WHERE members->'state'->>'to' = 'TERMINATED'"
                                + " AND members->'corr'->>'negotiationId' = '" + negotiation.getId() + "'"))
                .containsExactly("REQUESTED");
    }

    @Test
    void costASaveOneStatement() {
        var negotiation = negotiation(ContractNegotiationStates.REQUESTED);
        var requested = CountedStatements.during(
                () -> consumer.service(ContractNegotiationStore.class).save(negotiation));

        negotiation.transitionTerminating("enough");
        var between = CountedStatements.during(
                () -> consumer.service(ContractNegotiationStore.class).save(negotiation));

        assertThat(requested).isEqualTo(between + 1);
    }

    private static String negotiated() {
        var id = Trade.negotiate(consumer, provider.id(), provider.address());
        Eventually.holds(LIMIT, () -> isFinalized(consumer, id));
        Eventually.holds(
                LIMIT,
                () -> isFinalized(provider, Trade.negotiation(consumer, id).getCorrelationId()));
        return id;
    }

    private static String negotiationOf(String agreement) {
        return Rows.of(
                        consumer.database(),
                        "SELECT n.id FROM edc_contract_negotiation n JOIN edc_contract_agreement a"
                                + " ON a.agr_id = n.agreement_id WHERE a.agr_agreement_id = '" + agreement + "'")
                .get(0);
    }

    private static boolean isFinalized(Connector connector, String id) {
        return Trade.negotiation(connector, id).currentStateIsOneOf(ContractNegotiationStates.FINALIZED);
    }

    /** On both sides. */
    private static boolean isIn(String id, TransferProcessStates wanted) {
        var ours = consumer.service(TransferProcessStore.class).findById(id);
        var theirs = provider.service(TransferProcessStore.class).findForCorrelationId(id);
        return ours.currentStateIsOneOf(wanted)
                && theirs != null
                && (theirs.currentStateIsOneOf(wanted)
                        || (wanted == TransferProcessStates.TERMINATED
                                && theirs.getState() > TransferProcessStates.TERMINATED.code()));
    }

    private interface Ask {
        ServiceResult<Void> of(TransferProcessService service);
    }

    private static void ask(Connector connector, Ask ask) {
        ask.of(connector.service(TransferProcessService.class))
                .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()));
    }

    private static ContractNegotiation negotiation(ContractNegotiationStates state) {
        return ContractNegotiation.Builder.newInstance()
                .id(UUID.randomUUID().toString())
                .type(ContractNegotiation.Type.CONSUMER)
                .counterPartyId("provider")
                .counterPartyAddress("http://provider")
                .protocol(Trade.PROTOCOL)
                .contractOffer(Trade.offerOf("provider"))
                .participantContextId(consumer.id())
                .state(state.code())
                // Not to be picked up by the state machine.
                .pending(true)
                .build();
    }

    private static List<String> states(Connector connector, String type, String member, String id) {
        return Rows.of(connector.database(), STATES.formatted(type, member, id));
    }

    /** What FORMAT.md compares between the two parties. */
    private static List<String> story(Connector connector, String id) {
        var compared = Arrays.asList("agreementId", "consumerPid", "providerPid", "datasetId").stream()
                .map(member -> "members->'corr'->>'" + member + "'")
                .toList();
        return Rows.of(
                connector.database(),
                "SELECT concat_ws(' ', type, " + String.join(", ", compared)
                        + ", members->'state'->>'to') FROM log_outbox WHERE type = 'transfer.state'"
                        + " AND members->'corr'->>'consumerPid' = '" + id + "' ORDER BY sequence");
    }

    private static List<String> last(Connector connector, String id, String what) {
        return Rows.of(
                connector.database(),
                "SELECT " + what + " FROM log_outbox WHERE type = 'transfer.state'"
                        + " AND members->'corr'->>'consumerPid' = '" + id + "' ORDER BY sequence DESC LIMIT 1");
    }
}
