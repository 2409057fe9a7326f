// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation.Type.PROVIDER;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.TERMINATED;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.services.spi.catalog.CatalogService;
import org.eclipse.edc.spi.query.QuerySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.protocol.Connector;
import org.sluis.extensions.protocol.Databases;
import org.sluis.extensions.protocol.Eventually;
import org.sluis.extensions.protocol.ObservedIdentity;
import org.sluis.extensions.protocol.Trade;

/** Messages to a partner that is busy, away, or means no. */
class MessagesToPeersTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static Connector us;

    @BeforeAll
    static void start() {
        us = new Connector("us", Connector.freePort(), Databases.migrated(), new ObservedIdentity()).start();
    }

    @AfterAll
    static void stop() {
        us.close();
    }

    @Test
    void areSentAgainUnchangedAfterAConflictAtThePeer() {
        try (var peer = new Peer(409, 409, 201)) {
            var id = Trade.negotiate(us, "peer", peer.address());

            comesTo(REQUESTED, id);

            assertThat(peer.received()).hasSize(3);
            assertThat(peer.received().stream().distinct()).hasSize(1);
        }
    }

    @Test
    void areSentAgainAfterAServerErrorAndALostAnswer() {
        try (var peer = new Peer(500, Peer.LOST, 503, 201)) {
            var id = Trade.negotiate(us, "peer", peer.address());

            comesTo(REQUESTED, id);

            assertThat(peer.received().stream().distinct()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 500, 408, 429, Peer.LOST, Peer.RETRY_AT_ONCE, Peer.REDIRECT, Peer.PAGE_405})
    void haveATokenOfTheirOwnAtEachAttempt(int failure) {
        try (var peer = new Peer(failure, failure, 201)) {
            var id = Trade.negotiate(us, "peer", peer.address());

            comesTo(REQUESTED, id);

            assertThat(peer.tokens()).hasSize(3).doesNotHaveDuplicates();
        }
    }

    @Test
    void areAskedOnceMoreWithAnotherTokenWhenTheAnswerToAQuestionIsLost() {
        try (var peer = new Peer(Peer.LOST, 200)) {
            var answer = us.service(CatalogService.class)
                    .requestCatalog(Trade.context(us), "peer", peer.address(), Trade.PROTOCOL, QuerySpec.none())
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();

            assertThat(answer.succeeded()).isTrue();
            assertThat(peer.tokens()).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void areSentAgainToAPeerThatIsStarting() {
        try (var peer = new Peer(Peer.PAGE_405, 201)) {
            var id = Trade.negotiate(us, "peer", peer.address());

            comesTo(REQUESTED, id);

            assertThat(peer.received().stream().distinct()).hasSize(1);
        }
    }

    @Test
    void areNotSentAgainWhenThePeerDoesNotKnowTheProcess() {
        try (var peer = new Peer(404)) {
            var id = Trade.negotiate(us, "peer", peer.address());

            comesTo(TERMINATED, id);

            assertThat(peer.received()).hasSize(1);
        }
    }

    @Test
    void areNotSentAgainAfterARealRefusal() {
        try (var peer = new Peer(400)) {
            var id = Trade.negotiate(us, "peer", peer.address());

            comesTo(TERMINATED, id);

            assertThat(peer.received()).hasSize(1);
        }
    }

    @Test
    void carryTheSameAgreementAfterALostAnswer() {
        try (var peer = new Peer(Peer.LOST, Peer.LOST, 200)) {
            var id = requestedOfUs(peer.address());

            comesTo(AGREED, id);

            assertThat(peer.received().get(0)).contains("\"agreement\"");
            assertThat(peer.received().stream().limit(3).distinct()).hasSize(1);
            assertThat(peer.received().get(0))
                    .contains(Trade.negotiation(us, id).getContractAgreement().getAgreementId());
        }
    }

    @Test
    void goOnBeyondTheNumberOfAttemptsThatEdcAllows() {
        var patient = new Connector("patient", Connector.freePort(), Databases.migrated())
                .with("edc.negotiation.consumer.send.retry.base-delay.ms", "1")
                .start();
        try (patient;
                var peer = new Peer(503)) {
            var id = Trade.negotiate(patient, "peer", peer.address());

            Eventually.holds(LIMIT, () -> peer.received().size() > 12);

            assertThat(Trade.negotiation(patient, id).currentStateIsOneOf(REQUESTING))
                    .isTrue();
        }
    }

    private static String requestedOfUs(String peerAddress) {
        var negotiation = ContractNegotiation.Builder.newInstance()
                .id(UUID.randomUUID().toString())
                .correlationId(UUID.randomUUID().toString())
                .type(PROVIDER)
                .state(REQUESTED.code())
                .counterPartyId("peer")
                .counterPartyAddress(peerAddress)
                .protocol(Trade.PROTOCOL)
                .participantContextId(Trade.context(us).getParticipantContextId())
                .contractOffer(Trade.offerOf(us.id()))
                .build();
        us.service(ContractNegotiationStore.class).save(negotiation);
        return negotiation.getId();
    }

    private static void comesTo(ContractNegotiationStates state, String id) {
        Eventually.holds(LIMIT, () -> Trade.negotiation(us, id).currentStateIsOneOf(state));
    }
}
