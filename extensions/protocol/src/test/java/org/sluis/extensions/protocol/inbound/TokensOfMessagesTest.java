// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation.Type.PROVIDER;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREEING;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.protocol.Connector;
import org.sluis.extensions.protocol.Databases;
import org.sluis.extensions.protocol.ObservedIdentity;
import org.sluis.extensions.protocol.Trade;

/**
 * A token is used up by the message that it came with. That message may be looked at several times; then it is always the same
 * object that is verified, which no other message shares, so whoever verifies can tell the two apart.
 */
class TokensOfMessagesTest {

    private static final ObservedIdentity IDENTITY = new ObservedIdentity();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private static Connector us;
    private static ContractNegotiationStore negotiations;

    @BeforeAll
    static void start() {
        us = new Connector("us", Connector.freePort(), Databases.migrated(), IDENTITY)
                .withStillMachines()
                .start();
        negotiations = us.service(ContractNegotiationStore.class);
    }

    @AfterAll
    static void stop() {
        us.close();
    }

    @BeforeEach
    void forget() {
        IDENTITY.verified().clear();
    }

    @Test
    void aMessageThatWaitsForALeaseIsVerifiedOftenAsOneObject() throws Exception {
        var ours = stored(AGREED);
        var leased = negotiations.findByIdAndLease(ours.getId()).getContent();

        var answer = verification(ours);
        TimeUnit.MILLISECONDS.sleep(300);
        negotiations.save(leased);

        assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(IDENTITY.verified()).hasSizeGreaterThan(2);
        assertThat(IDENTITY.verified())
                .allSatisfy(
                        token -> assertThat(token).isSameAs(IDENTITY.verified().get(0)));
    }

    @Test
    void aMessageThatWaitsForOurOwnStepIsVerifiedTwiceAsOneObject() throws Exception {
        var ours = stored(AGREEING);

        var answer = verification(ours);
        TimeUnit.MILLISECONDS.sleep(300);
        ours.transitionAgreed();
        negotiations.save(ours);

        assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(IDENTITY.verified()).hasSize(2);
        assertThat(IDENTITY.verified().get(1)).isSameAs(IDENTITY.verified().get(0));
    }

    @Test
    void anotherMessageWithTheSameTextIsAnotherObject() throws Exception {
        var ours = stored(AGREED);

        verification(ours).get(5, TimeUnit.SECONDS);
        var once = IDENTITY.verified().size();
        verification(ours).get(5, TimeUnit.SECONDS);

        assertThat(IDENTITY.verified()).hasSizeGreaterThan(once);
        var first = IDENTITY.verified().get(0);
        var second = IDENTITY.verified().get(once);
        assertThat(second.getToken()).isEqualTo(first.getToken());
        assertThat(second).isNotSameAs(first);
    }

    private static ContractNegotiation stored(ContractNegotiationStates state) {
        var negotiation = ContractNegotiation.Builder.newInstance()
                .id(UUID.randomUUID().toString())
                .correlationId(UUID.randomUUID().toString())
                .type(PROVIDER)
                .state(state.code())
                .counterPartyId("peer")
                .counterPartyAddress("http://127.0.0.1:1/dsp")
                .protocol(Trade.PROTOCOL)
                .participantContextId(Trade.context(us).getParticipantContextId())
                .contractOffer(Trade.offerOf(us.id()))
                .build();
        negotiations.save(negotiation);
        return negotiation;
    }

    private static CompletableFuture<HttpResponse<String>> verification(ContractNegotiation ours) {
        var body = """
                {"@context":["https://w3id.org/dspace/2025/1/context.jsonld"],
                "@type":"ContractAgreementVerificationMessage","consumerPid":"%s","providerPid":"%s"}""".formatted(ours.getCorrelationId(), ours.getId());
        var address = us.address() + "/negotiations/" + ours.getId() + "/agreement/verification";
        return HTTP.sendAsync(
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json")
                        .header("Authorization", Trade.token("peer").getToken())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
