// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess.Type.CONSUMER;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess.Type.PROVIDER;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.COMPLETED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.COMPLETING_REQUESTED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.DEPROVISIONED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.REQUESTED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.REQUESTING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.STARTED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.STARTING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.SUSPENDED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.TERMINATED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.TERMINATING_REQUESTED;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessProtocolService;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferCompletionMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferRequestMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferStartMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferSuspensionMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferTerminationMessage;
import org.eclipse.edc.spi.result.ServiceFailure;
import org.eclipse.edc.spi.result.ServiceResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.protocol.Connector;
import org.sluis.extensions.protocol.Databases;
import org.sluis.extensions.protocol.Trade;

/** Messages about transfers that come while we are busy, or again. */
class TransferMessagesTest {

    private static final String PEER = "peer";

    private static Connector us;
    private static TransferProcessProtocolService protocol;
    private static TransferProcessStore transfers;

    @BeforeAll
    static void start() {
        us = new Connector("us", Connector.freePort(), Databases.migrated())
                .withStillMachines()
                .start();
        protocol = us.service(TransferProcessProtocolService.class);
        transfers = us.service(TransferProcessStore.class);
    }

    @AfterAll
    static void stop() {
        us.close();
    }

    @AfterEach
    void noLeaseIsLeft() {
        assertThat(us.leases()).isZero();
    }

    @Test
    void aStartWaitsUntilOurRequestIsStored() throws Exception {
        var ours = stored(CONSUMER, REQUESTING, agreement(PEER, us.id()));

        var answer = inBackground(() -> startOf(ours, "m1"));

        assertThat(waits(answer)).isTrue();
        ours.transitionRequested();
        transfers.save(ours);
        assertThat(answer.get(5, TimeUnit.SECONDS).succeeded()).isTrue();
        assertThat(stateOf(ours)).isEqualTo(STARTED);
    }

    @Test
    void aCompletionThatOvertakesOurStartIsNotDropped() throws Exception {
        var ours = stored(PROVIDER, STARTING, agreement(us.id(), PEER));

        var answer = inBackground(() -> complete(ours));

        assertThat(waits(answer)).isTrue();
        ours.transitionStarted();
        transfers.save(ours);
        assertThat(answer.get(5, TimeUnit.SECONDS).succeeded()).isTrue();
        assertThat(stateOf(ours)).isEqualTo(COMPLETING_REQUESTED);
    }

    @Test
    void aRepeatedStartIsAcknowledgedAndLeavesNoLease() {
        var ours = stored(CONSUMER, REQUESTED, agreement(PEER, us.id()));
        startOf(ours, "m1");

        var again = startOf(ours, "m1");

        assertThat(again.succeeded()).isTrue();
        assertThat(us.leases()).isZero();
    }

    @Test
    void whatIsSaidAgainAfterAKillIsAcknowledged() {
        var completed = stored(PROVIDER, COMPLETED, agreement(us.id(), PEER));
        var suspended = stored(CONSUMER, SUSPENDED, agreement(PEER, us.id()));

        assertThat(complete(completed).succeeded()).isTrue();
        assertThat(suspend(suspended).succeeded()).isTrue();
        assertThat(stateOf(completed)).isEqualTo(COMPLETED);
        assertThat(stateOf(suspended)).isEqualTo(SUSPENDED);
    }

    @Test
    void theEndOfWhatIsClearedAwayIsAcknowledgedIfItEndedSo() {
        var ours = stored(PROVIDER, DEPROVISIONED, agreement(us.id(), PEER));

        assertThat(complete(ours).succeeded()).isTrue();
        assertThat(terminationOf(ours, PEER).failed()).isTrue();
        ours.setErrorDetail("the agreement ended");
        transfers.save(ours);
        assertThat(complete(ours).failed()).isTrue();
        assertThat(terminationOf(ours, PEER).succeeded()).isTrue();
    }

    /** When an agreement ends both sides terminate: the message of one comes when the other is done. */
    @Test
    void aTerminationOfWhatIsTerminatedIsAcknowledgedToItsPartyOnly() {
        var ours = stored(CONSUMER, TERMINATED, agreement(PEER, us.id()));

        assertThat(terminationOf(ours, PEER).succeeded()).isTrue();
        assertThat(terminationOf(ours, "stranger").failed()).isTrue();
        assertThat(stateOf(ours)).isEqualTo(TERMINATED);
    }

    /** EDC tells by the reason whether a transfer that is cleared away was ended or completed. */
    @Test
    void aTransferThatItsPartnerEndedHasAReasonAlsoWhereNoneWasGiven() {
        var ours = stored(PROVIDER, STARTED, agreement(us.id(), PEER));

        var answer = terminationOf(ours, PEER, null);

        assertThat(answer.succeeded()).isTrue();
        assertThat(stateOf(ours)).isEqualTo(TERMINATING_REQUESTED);
        assertThat(transfers.findById(ours.getId()).getErrorDetail()).isEqualTo("no reason was given");
    }

    @Test
    void aRequestThatComesManyTimesStartsOneTransfer() {
        var message = request(UUID.randomUUID().toString(), agreement(us.id(), PEER));

        var answers = IntStream.range(0, 8)
                .mapToObj(i ->
                        inBackground(() -> protocol.notifyRequested(Trade.context(us), message, Trade.token(PEER))))
                .toList();

        assertThat(answers.stream()
                        .map(CompletableFuture::join)
                        .map(answer -> answer.getContent().getId())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aRequestUnderAnotherAgreementDoesNotShowThisOnes() {
        var consumerPid = UUID.randomUUID().toString();
        protocol.notifyRequested(Trade.context(us), request(consumerPid, agreement(us.id(), PEER)), Trade.token(PEER));

        var stranger = protocol.notifyRequested(
                Trade.context(us), request(consumerPid, agreement(us.id(), "stranger")), Trade.token("stranger"));

        assertThat(stranger.reason()).isEqualTo(ServiceFailure.Reason.CONFLICT);
    }

    private static ContractAgreement agreement(String providerId, String consumerId) {
        var offer = Trade.offerOf(providerId);
        var agreement = ContractAgreement.Builder.newInstance()
                .providerId(providerId)
                .consumerId(consumerId)
                .assetId(offer.getAssetId())
                .policy(offer.getPolicy())
                .participantContextId(Trade.context(us).getParticipantContextId())
                .build();
        us.service(ContractNegotiationStore.class)
                .save(ContractNegotiation.Builder.newInstance()
                        .id(UUID.randomUUID().toString())
                        .state(ContractNegotiationStates.FINALIZED.code())
                        .counterPartyId(PEER)
                        .counterPartyAddress("http://127.0.0.1:1/dsp")
                        .protocol(Trade.PROTOCOL)
                        .participantContextId(Trade.context(us).getParticipantContextId())
                        .contractAgreement(agreement)
                        .build());
        return agreement;
    }

    private static TransferProcess stored(
            TransferProcess.Type type, TransferProcessStates state, ContractAgreement agreement) {
        var transfer = TransferProcess.Builder.newInstance()
                .id(UUID.randomUUID().toString())
                .correlationId(UUID.randomUUID().toString())
                .type(type)
                .state(state.code())
                .contractId(agreement.getId())
                .assetId(agreement.getAssetId())
                .counterPartyAddress("http://127.0.0.1:1/dsp")
                .protocol(Trade.PROTOCOL)
                .participantContextId(Trade.context(us).getParticipantContextId())
                .build();
        transfers.save(transfer);
        return transfer;
    }

    private static ServiceResult<TransferProcess> terminationOf(TransferProcess ours, String sender) {
        return terminationOf(ours, sender, "the agreement ended");
    }

    private static ServiceResult<TransferProcess> terminationOf(TransferProcess ours, String sender, String reason) {
        var message = TransferTerminationMessage.Builder.newInstance()
                .protocol(Trade.PROTOCOL)
                .processId(ours.getId())
                .consumerPid(ours.getId())
                .providerPid(ours.getCorrelationId())
                .reason(reason)
                .build();
        return protocol.notifyTerminated(Trade.context(us), message, Trade.token(sender));
    }

    private static ServiceResult<TransferProcess> startOf(TransferProcess ours, String messageId) {
        var message = TransferStartMessage.Builder.newInstance()
                .id(messageId)
                .protocol(Trade.PROTOCOL)
                .processId(ours.getId())
                .consumerPid(ours.getId())
                .providerPid(ours.getCorrelationId())
                .build();
        return protocol.notifyStarted(Trade.context(us), message, Trade.token(PEER));
    }

    private static ServiceResult<TransferProcess> complete(TransferProcess ours) {
        var message = TransferCompletionMessage.Builder.newInstance()
                .protocol(Trade.PROTOCOL)
                .processId(ours.getId())
                .consumerPid(ours.getCorrelationId())
                .providerPid(ours.getId())
                .build();
        return protocol.notifyCompleted(Trade.context(us), message, Trade.token(PEER));
    }

    private static ServiceResult<TransferProcess> suspend(TransferProcess ours) {
        var message = TransferSuspensionMessage.Builder.newInstance()
                .protocol(Trade.PROTOCOL)
                .processId(ours.getId())
                .consumerPid(ours.getId())
                .providerPid(ours.getCorrelationId())
                .build();
        return protocol.notifySuspended(Trade.context(us), message, Trade.token(PEER));
    }

    private static TransferRequestMessage request(String consumerPid, ContractAgreement agreement) {
        return TransferRequestMessage.Builder.newInstance()
                .protocol(Trade.PROTOCOL)
                .consumerPid(consumerPid)
                .processId(consumerPid)
                .contractId(agreement.getAgreementId())
                .transferType("HttpData-PULL")
                .callbackAddress("http://127.0.0.1:1/dsp")
                .build();
    }

    private static TransferProcessStates stateOf(TransferProcess transfer) {
        return TransferProcessStates.from(transfers.findById(transfer.getId()).getState());
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, task -> new Thread(task).start());
    }

    private static boolean waits(CompletableFuture<?> answer) throws InterruptedException {
        Thread.sleep(300);
        return !answer.isDone();
    }
}
