// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.spi.query.QuerySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.DecisionRecord;

/** What EDC refuses without asking a policy. */
class RefusedMessagesTest {

    private static final String CONTEXT = "\"@context\":[\"https://w3id.org/dspace/2025/1/context.jsonld\"]";
    private static final String STRANGER = "did:web:stranger";
    private static final String NOBODY = "{\"@type\":\"x\"}";

    private static Dataspace space;
    private static TestConnector maker;
    private static Agreement agreement;
    private static ContractNegotiation negotiation;

    private int before;

    @BeforeAll
    static void start() {
        space = new Dataspace();
        maker = space.maker;
        space.offer(Dataspace.ANYONE, Dataspace.ANYONE);
        agreement = space.agree();
        try (var found = maker.service(ContractNegotiationStore.class).queryNegotiations(QuerySpec.max())) {
            negotiation = found.findFirst().orElseThrow();
        }
        TestConnector.await(() -> maker.service(ContractNegotiationStore.class)
                .findById(negotiation.getId())
                .stateAsString()
                .equals("FINALIZED"));
    }

    @AfterAll
    static void stop() {
        space.close();
    }

    @BeforeEach
    void count() {
        // A stranger's refusals are recorded one by one again.
        maker.ports.clock.advance(java.time.Duration.ofMinutes(1));
        before = maker.decisions().size();
    }

    /** Newest first. */
    private List<DecisionRecord> recorded() {
        var all = maker.decisions();
        return all.subList(0, all.size() - before);
    }

    private DecisionRecord onlyRecord() {
        assertThat(recorded()).hasSize(1);
        var record = recorded().get(0);
        assertThat(record.allowed()).isFalse();
        assertThat(record.evaluator()).isEqualTo("protocol");
        return record;
    }

    private static String code(DecisionRecord record) {
        return record.reasons().get(0).code();
    }

    private static HttpResponse<String> askForOffer(String offerId, String sender) {
        return maker.dsp("/negotiations/request", """
                {%s,"@type":"ContractRequestMessage","consumerPid":"urn:uuid:7","callbackAddress":"http://127.0.0.1/none",
                 "offer":{"@id":"%s","@type":"Offer","target":"%s","permission":[{"action":"use"}]}}
                """.formatted(CONTEXT, offerId, Dataspace.DATASET), sender);
    }

    private static HttpResponse<String> askForTransfer(String agreementId, String sender) {
        return maker.dsp("/transfers/request", """
                {%s,"@type":"TransferRequestMessage","consumerPid":"urn:uuid:8","agreementId":"%s",
                 "format":"HttpData-PULL","callbackAddress":"http://127.0.0.1/none"}
                """.formatted(CONTEXT, agreementId), sender);
    }

    private static HttpResponse<String> verify(String negotiationId, String sender) {
        return maker.dsp(
                "/negotiations/" + negotiationId + "/agreement/verification",
                """
                {%s,"@type":"ContractAgreementVerificationMessage","consumerPid":"%s","providerPid":"%s"}
                """.formatted(CONTEXT, negotiation.getCorrelationId(), negotiationId),
                sender);
    }

    @Test
    void aRequestForAnOfferThatThereIsNot() {
        assertThat(askForOffer("bm9uZQ==:bm9uZQ==:bm9uZQ==", Dataspace.BUILDER).statusCode())
                .isEqualTo(404);

        var record = onlyRecord();
        assertThat(code(record)).isEqualTo("not-found");
        assertThat(record.moment()).isEqualTo(Moment.NEGOTIATION);
        assertThat(record.subject().orElse(""))
                .isEqualTo("ContractRequestMessage consumerPid urn:uuid:7 offer bm9uZQ==:bm9uZQ==:bm9uZQ==");
    }

    @Test
    void aMessageWithoutAToken() {
        var response = maker.post(
                maker.dspAddress() + "/2025-1/transfers/request",
                "{" + CONTEXT + ",\"@type\":\"TransferRequestMessage\"}",
                "application/json");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(code(onlyRecord())).isEqualTo("sender-unverified");
        assertThat(onlyRecord().party()).isEmpty();
        assertThat(onlyRecord().moment()).isEqualTo(Moment.TRANSFER);
    }

    @Test
    void aMessageWhoseSenderCannotBeCheckedNowIsToBeSentAgain() {
        maker.ports.identity.silent = true;
        try {
            var response = verify(negotiation.getId(), Dataspace.BUILDER);

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
        } finally {
            maker.ports.identity.silent = false;
        }
        assertThat(code(onlyRecord())).isEqualTo("sender-unverified");
    }

    @Test
    void aMessageAboutANegotiationThatThereIsNot() {
        assertThat(verify("urn:uuid:none", Dataspace.BUILDER).statusCode()).isEqualTo(404);

        assertThat(code(onlyRecord())).isEqualTo("not-found");
        assertThat(onlyRecord().subject().orElse(""))
                .startsWith("ContractAgreementVerificationMessage to urn:uuid:none");
    }

    @Test
    void aMessageAboutTheNegotiationOfSomebodyElse() {
        assertThat(verify(negotiation.getId(), STRANGER).statusCode()).isEqualTo(400);

        assertThat(onlyRecord().party()).contains(STRANGER);
        assertThat(onlyRecord().reasons().get(0).observed()).contains("Invalid counter-party identity");
    }

    @Test
    void aMessageThatComesInTheWrongState() {
        assertThat(verify(negotiation.getId(), Dataspace.BUILDER).statusCode()).isEqualTo(409);

        assertThat(code(onlyRecord())).isEqualTo("wrong-state");
        assertThat(onlyRecord().party()).contains(Dataspace.BUILDER);
    }

    @Test
    void aQuestionAboutTheNegotiationOfSomebodyElse() {
        var token = "{\"region\":\"eu\",\"clientId\":\"" + STRANGER + "\",\"audience\":\"" + Dataspace.MAKER + "\"}";

        var response = maker.ask("/negotiations/" + negotiation.getId(), token);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(onlyRecord().party()).contains(STRANGER);
        assertThat(onlyRecord().subject()).contains("ContractNegotiationRequestMessage " + negotiation.getId());
    }

    @Test
    void aTransferUnderAnAgreementThatThereIsNot() {
        assertThat(askForTransfer("urn:uuid:none", Dataspace.BUILDER).statusCode())
                .isEqualTo(404);

        assertThat(code(onlyRecord())).isEqualTo("not-found");
        assertThat(onlyRecord().agreement()).isEmpty();
    }

    @Test
    void aTransferUnderTheAgreementOfOthersWithoutTouchingItsStory() {
        assertThat(askForTransfer(agreement.id(), STRANGER).statusCode()).isEqualTo(409);

        assertThat(onlyRecord().party()).contains(STRANGER);
        assertThat(onlyRecord().agreement()).isEmpty();
        assertThat(onlyRecord().subject().orElse("")).contains(agreement.id());
        assertThat(maker.service(TransferProcessStore.class).findForCorrelationId("urn:uuid:8"))
                .isNull();
    }

    @Test
    void aDatasetThatThereIsNot() {
        var token = "{\"region\":\"eu\",\"clientId\":\"" + Dataspace.BUILDER + "\",\"audience\":\"" + Dataspace.MAKER
                + "\"}";

        assertThat(maker.ask("/catalog/datasets/none", token).statusCode()).isEqualTo(404);

        var denials = recorded().stream().filter(record -> !record.allowed()).toList();
        assertThat(denials).singleElement().satisfies(record -> {
            assertThat(code(record)).isEqualTo("not-found");
            assertThat(record.dataset()).contains("none");
            assertThat(record.moment()).isEqualTo(Moment.CATALOG);
        });
    }

    @Test
    void aMessageThatIsNotOne() {
        assertThat(maker.dsp("/transfers/request", "[]", Dataspace.BUILDER).statusCode())
                .isEqualTo(400);
        assertThat(onlyRecord().party()).isEmpty();
        assertThat(onlyRecord().subject().orElse("")).contains("transfers/request");
        count();

        assertThat(maker.dsp("/transfers/request", "{" + CONTEXT + "," + NOBODY.substring(1), Dataspace.BUILDER)
                        .statusCode())
                .isEqualTo(400);
        assertThat(code(onlyRecord())).isEqualTo("message-invalid");
    }

    @Test
    void nothingAgainThatAPolicyDenied() {
        Dataspace.requireOk(space.define("never", """
                {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/"},"odrl:permission":[{"odrl:action":"odrl:use",
                 "odrl:constraint":[{"odrl:leftOperand":"sluis:hops","odrl:operator":"odrl:lt","odrl:rightOperand":"1"}]}]}
                """));
        Dataspace.requireOk(maker.manage("/v3/contractdefinitions", """
                {"@context":{"@vocab":"https://w3id.org/edc/v0.0.1/ns/"},"@id":"closed","accessPolicyId":"access",
                 "contractPolicyId":"never","assetsSelector":[]}
                """));

        var offer = org.eclipse.edc.connector.controlplane.contract.spi.ContractOfferId.create(
                        "closed", Dataspace.DATASET)
                .toString();
        assertThat(askForOffer(offer, Dataspace.BUILDER).statusCode()).isEqualTo(400);

        assertThat(recorded().stream().filter(record -> !record.allowed()))
                .singleElement()
                .satisfies(record -> assertThat(record.evaluator()).isNotEqualTo("protocol"));
    }

    @Test
    void staysRefusedWhenTheRecordIsAway() {
        maker.ports.decisions.setUnavailable(true);
        try {
            assertThat(askForTransfer("urn:uuid:none", Dataspace.BUILDER).statusCode())
                    .isEqualTo(404);
        } finally {
            maker.ports.decisions.setUnavailable(false);
        }

        assertThat(recorded()).isEmpty();
    }

    @Test
    void isOnlyCountedInAFloodOfStrangers() {
        for (int i = 0; i < 60; i++) {
            maker.post(maker.dspAddress() + "/2025-1/transfers/request", "{}", "application/json");
        }

        assertThat(recorded().size()).isBetween(20, 30);
    }
}
