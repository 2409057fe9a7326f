// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation.Type.CONSUMER;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation.Type.PROVIDER;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.ACCEPTED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREEING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.OFFERED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.TERMINATED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.TERMINATING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.VERIFIED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.VERIFYING;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreementMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreementVerificationMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractNegotiationEventMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationTerminationMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractRequestMessage;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationProtocolService;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.ServiceFailure;
import org.eclipse.edc.spi.result.ServiceResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.protocol.Connector;
import org.sluis.extensions.protocol.Databases;
import org.sluis.extensions.protocol.Trade;

/** Messages about negotiations that come while we are busy, or again, or when they should not. */
class NegotiationMessagesTest {

    private static final String PEER = "peer";

    private static Connector us;
    private static ContractNegotiationProtocolService protocol;
    private static ContractNegotiationStore negotiations;

    @BeforeAll
    static void start() {
        us = new Connector("us", Connector.freePort(), Databases.migrated())
                .withStillMachines()
                .start();
        Trade.offer(us);
        protocol = us.service(ContractNegotiationProtocolService.class);
        negotiations = us.service(ContractNegotiationStore.class);
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
    void anAgreementThatIsSaidAgainAfterAKillIsAcknowledgedAndTheFirstIsKept() throws Exception {
        var ours = stored(CONSUMER, VERIFYING);

        var answer = agree(ours, PEER);

        assertThat(answer.succeeded()).as(answer.toString()).isTrue();
        assertThat(negotiations.findById(ours.getId()).getState()).isEqualTo(VERIFYING.code());
    }

    @Test
    void anAcceptanceThatIsSaidAgainAfterAKillIsAcknowledged() {
        for (var state : List.of(ACCEPTED, AGREEING, AGREED)) {
            var ours = stored(PROVIDER, state);

            var answer = accept(ours);

            assertThat(answer.succeeded()).as(answer.toString()).isTrue();
            assertThat(stateOf(ours)).isEqualTo(state);
        }
    }

    @Test
    void aTerminationThatIsSaidAgainAfterAKillIsAcknowledgedToItsPartyOnly() {
        var ours = stored(CONSUMER, TERMINATED);

        assertThat(terminate(ours, PEER).succeeded()).isTrue();
        assertThat(terminate(ours, "somebody").succeeded()).isFalse();
    }

    @Test
    void anAgreementWaitsUntilOurRequestIsStored() throws Exception {
        var ours = stored(CONSUMER, REQUESTING);

        var answer = inBackground(() -> agree(ours, PEER));

        assertThat(waits(answer)).isTrue();
        ours.transitionRequested();
        negotiations.save(ours);
        assertThat(answer.get(2, TimeUnit.SECONDS).succeeded()).isTrue();
        assertThat(stateOf(ours)).isEqualTo(AGREED);
    }

    @Test
    void aVerificationWaitsForWhoeverHoldsTheLease() throws Exception {
        var ours = stored(PROVIDER, AGREED);
        var leased = negotiations.findByIdAndLease(ours.getId()).getContent();

        var answer = inBackground(() -> verify(ours, "m1"));

        assertThat(waits(answer)).isTrue();
        negotiations.save(leased);
        assertThat(answer.get(2, TimeUnit.SECONDS).succeeded()).isTrue();
        assertThat(stateOf(ours)).isEqualTo(VERIFIED);
    }

    @Test
    void aRepeatedMessageIsAcknowledgedAndLeavesNoLease() {
        var ours = stored(PROVIDER, AGREED);
        verify(ours, "m1");

        var again = verify(ours, "m1");

        assertThat(again.succeeded()).isTrue();
        assertThat(us.leases()).isZero();
    }

    @Test
    void aRepeatedMessageIsAcknowledgedWhileTheProcessIsLeased() throws Exception {
        var ours = stored(PROVIDER, AGREED);
        verify(ours, "m1");
        var leased = negotiations.findByIdAndLease(ours.getId()).getContent();

        var again = inBackground(() -> verify(ours, "m1"));

        assertThat(again.get(2, TimeUnit.SECONDS).succeeded()).isTrue();
        negotiations.save(leased);
    }

    @Test
    void aRequestInTheWrongStateIsRefusedAtOnceAndLeavesNoLease() {
        var ours = stored(PROVIDER, VERIFIED);

        var answer = request(ours.getCorrelationId(), ours.getId());

        assertThat(answer.reason()).isEqualTo(ServiceFailure.Reason.CONFLICT);
        assertThat(us.leases()).isZero();
    }

    @Test
    void aFirstRequestThatComesManyTimesStartsOneNegotiation() {
        var consumerPid = UUID.randomUUID().toString();
        var message = requestMessage(consumerPid, null);

        var answers = IntStream.range(0, 8)
                .mapToObj(i ->
                        inBackground(() -> protocol.notifyRequested(Trade.context(us), message, Trade.token(PEER))))
                .toList();

        assertThat(answers.stream()
                        .map(CompletableFuture::join)
                        .map(answer -> answer.getContent().getId())
                        .distinct())
                .hasSize(1);
        assertThat(startedFor(consumerPid)).isEqualTo(1);
    }

    @Test
    void aFirstRequestOfAnotherConsumerDoesNotShowThisOnes() {
        var consumerPid = UUID.randomUUID().toString();
        var first = request(consumerPid, null);

        var stranger =
                protocol.notifyRequested(Trade.context(us), requestMessage(consumerPid, null), Trade.token("stranger"));

        assertThat(stranger.getContent().getId())
                .isNotEqualTo(first.getContent().getId());
        assertThat(stranger.getContent().getCounterPartyId()).isEqualTo("stranger");
    }

    @Test
    void aStrangersMessageDoesNotWait() throws Exception {
        var ours = stored(CONSUMER, REQUESTING);

        var answer = inBackground(() -> agree(ours, "stranger"));

        assertThat(answer.get(2, TimeUnit.SECONDS).failed()).isTrue();
    }

    @Test
    void terminationsThatCrossDoNotWaitForEachOther() throws Exception {
        var ours = stored(CONSUMER, TERMINATING);
        var leased = negotiations.findByIdAndLease(ours.getId()).getContent();

        var answer = inBackground(() -> terminate(ours, PEER));

        assertThat(answer.get(2, TimeUnit.SECONDS).succeeded()).isTrue();
        negotiations.save(leased);
    }

    @Test
    void anAgreementForWhatWeTerminateIsRefusedAtOnce() throws Exception {
        var ours = stored(CONSUMER, TERMINATING);
        var leased = negotiations.findByIdAndLease(ours.getId()).getContent();

        var answer = inBackground(() -> agree(ours, PEER));

        assertThat(answer.get(2, TimeUnit.SECONDS).reason()).isEqualTo(ServiceFailure.Reason.CONFLICT);
        negotiations.save(leased);
    }

    @Test
    void aCounterRequestIsHandledOnce() {
        var ours = stored(PROVIDER, OFFERED);

        var first = request(ours.getCorrelationId(), ours.getId());

        assertThat(first.succeeded()).isTrue();
        assertThat(stateOf(ours)).isEqualTo(REQUESTED);
    }

    private static ContractNegotiation stored(ContractNegotiation.Type type, ContractNegotiationStates state) {
        var negotiation = ContractNegotiation.Builder.newInstance()
                .id(UUID.randomUUID().toString())
                .correlationId(UUID.randomUUID().toString())
                .type(type)
                .state(state.code())
                .counterPartyId(PEER)
                .counterPartyAddress("http://127.0.0.1:1/dsp")
                .protocol(Trade.PROTOCOL)
                .participantContextId(Trade.context(us).getParticipantContextId())
                .contractOffer(Trade.offerOf(type == PROVIDER ? us.id() : PEER))
                .build();
        negotiations.save(negotiation);
        return negotiation;
    }

    private static ServiceResult<ContractNegotiation> agree(ContractNegotiation ours, String sender) {
        var offer = ours.getLastContractOffer();
        var agreement = ContractAgreement.Builder.newInstance()
                .providerId(PEER)
                .consumerId(us.id())
                .assetId(offer.getAssetId())
                .policy(offer.getPolicy())
                .participantContextId(ours.getParticipantContextId())
                .build();
        var message = ContractAgreementMessage.Builder.newInstance()
                .protocol(Trade.PROTOCOL)
                .processId(ours.getId())
                .consumerPid(ours.getId())
                .providerPid(ours.getCorrelationId())
                .contractAgreement(agreement)
                .build();
        return protocol.notifyAgreed(Trade.context(us), message, Trade.token(sender));
    }

    private static ServiceResult<ContractNegotiation> verify(ContractNegotiation ours, String messageId) {
        var message = ContractAgreementVerificationMessage.Builder.newInstance()
                .id(messageId)
                .protocol(Trade.PROTOCOL)
                .processId(ours.getId())
                .consumerPid(ours.getCorrelationId())
                .providerPid(ours.getId())
                .build();
        return protocol.notifyVerified(Trade.context(us), message, Trade.token(PEER));
    }

    private static ServiceResult<ContractNegotiation> accept(ContractNegotiation ours) {
        var message = ContractNegotiationEventMessage.Builder.newInstance()
                .protocol(Trade.PROTOCOL)
                .processId(ours.getId())
                .consumerPid(ours.getCorrelationId())
                .providerPid(ours.getId())
                .type(ContractNegotiationEventMessage.Type.ACCEPTED)
                .build();
        return protocol.notifyAccepted(Trade.context(us), message, Trade.token(PEER));
    }

    private static ServiceResult<ContractNegotiation> terminate(ContractNegotiation ours, String sender) {
        var message = ContractNegotiationTerminationMessage.Builder.newInstance()
                .protocol(Trade.PROTOCOL)
                .processId(ours.getId())
                .consumerPid(ours.getId())
                .providerPid(ours.getCorrelationId())
                .build();
        return protocol.notifyTerminated(Trade.context(us), message, Trade.token(sender));
    }

    private static ServiceResult<ContractNegotiation> request(String consumerPid, String providerPid) {
        return protocol.notifyRequested(Trade.context(us), requestMessage(consumerPid, providerPid), Trade.token(PEER));
    }

    private static ContractRequestMessage requestMessage(String consumerPid, String providerPid) {
        return ContractRequestMessage.Builder.newInstance()
                .protocol(Trade.PROTOCOL)
                .callbackAddress("http://127.0.0.1:1/dsp")
                .contractOffer(Trade.offerOf(us.id()))
                .processId(providerPid)
                .consumerPid(consumerPid)
                .providerPid(providerPid)
                .build();
    }

    private static long startedFor(String consumerPid) {
        try (var all = negotiations.queryNegotiations(QuerySpec.max())) {
            return all.filter(one -> consumerPid.equals(one.getCorrelationId())).count();
        }
    }

    private static ContractNegotiationStates stateOf(ContractNegotiation negotiation) {
        return ContractNegotiationStates.from(
                Trade.negotiation(us, negotiation.getId()).getState());
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, task -> new Thread(task).start());
    }

    private static boolean waits(CompletableFuture<?> answer) throws InterruptedException {
        Thread.sleep(Duration.ofMillis(300).toMillis());
        return !answer.isDone();
    }
}
