// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.decision.Moment;

class CatalogTest {

    private Dataspace dataspace;

    @BeforeEach
    void start() {
        dataspace = new Dataspace();
    }

    @AfterEach
    void stop() {
        dataspace.close();
    }

    private static String only(String party) {
        return """
                {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/"},"odrl:permission":[{"odrl:action":"odrl:use",
                 "odrl:constraint":[{"odrl:leftOperand":"odrl:recipient","odrl:operator":"odrl:eq","odrl:rightOperand":"%s"}]}]}
                """.formatted(party);
    }

    @ParameterizedTest
    @CsvSource({
        "did:web:builder,did:web:builder,1",
        "did:web:other,did:web:builder,0",
        "did:web:builder,did:web:other,0"
    })
    void showsAnOfferOnlyIfItsAccessPolicyAndItsContractPolicyBothAllow(String access, String contract, int shown) {
        dataspace.offer(only(access), only(contract));

        var catalog = dataspace.catalog();

        assertThat(catalog.path("dataset")).hasSize(shown);
        assertThat(dataspace.maker.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.moment()).isEqualTo(Moment.CATALOG);
            assertThat(decision.allowed()).isEqualTo(shown == 1);
            assertThat(decision.party()).contains("did:web:builder");
            assertThat(decision.subject()).contains("catalog: " + shown + " of 1 contract definitions shown");
            assertThat(decision.reasons()).hasSize(1 - shown);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "odrl:count,odrl:lteq,1,1",
        "odrl:count,odrl:lt,1,0",
        "sluis:hops,odrl:lteq,1,1",
        "sluis:hops,odrl:lt,1,0"
    })
    void knowsThatNothingWasUsedAndNothingPassedOnBeforeThereIsAnAgreement(
            String left, String operator, String right, int shown) {
        dataspace.offer(Dataspace.ANYONE, """
                {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/"},"odrl:permission":[{"odrl:action":"odrl:use",
                 "odrl:constraint":[{"odrl:leftOperand":"%s","odrl:operator":"%s","odrl:rightOperand":"%s"}]}]}
                """.formatted(left, operator, right));

        assertThat(dataspace.catalog().path("dataset")).hasSize(shown);
    }

    @Test
    void hidesAnOfferWhosePolicyEdcHoldsButTheProfileDoesNotHave() {
        dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);
        var store = dataspace.maker.service(
                org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore.class);
        var definition = store.findById("contract");
        store.update(definition.toBuilder()
                .policy(definition.getPolicy().toBuilder()
                        .extensibleProperty("https://example.com/price", "5")
                        .build())
                .build());

        assertThat(dataspace.catalog().path("dataset")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1000, 0, 200", "1001, 0, 400", "2147483647, 0, 400", "50, -1, 400", "0, 0, 400"})
    void givesNobodyMoreThanAPageAtOnce(int limit, int offset, int status) {
        dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);

        var answer = dataspace.maker.dsp("/catalog/request", """
                {"@context":["https://w3id.org/dspace/2025/1/context.jsonld",{"edc":"https://w3id.org/edc/v0.0.1/ns/"}],
                 "@type":"CatalogRequestMessage","filter":{"@type":"edc:QuerySpec","edc:limit":%d,"edc:offset":%d}}
                """.formatted(limit, offset), Dataspace.BUILDER);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void aHiddenDatasetGetsTheAnswerOfOneThatDoesNotExist() {
        dataspace.offer(only("did:web:other"), Dataspace.ANYONE);

        var hidden =
                dataspace.maker.ask("/catalog/datasets/" + Dataspace.DATASET, dataspace.maker.token(Dataspace.BUILDER));
        var absent = dataspace.maker.ask("/catalog/datasets/nothing", dataspace.maker.token(Dataspace.BUILDER));

        assertThat(hidden.statusCode()).isEqualTo(404).isEqualTo(absent.statusCode());
        assertThat(hidden.body().replace(Dataspace.DATASET, "nothing")).isEqualTo(absent.body());
    }

    @Test
    void showsNoCatalogWhileDecisionsCannotBeRecorded() {
        dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);
        dataspace.maker.ports.decisions.setUnavailable(true);

        var response = dataspace.builder.manage(
                "/v3/catalog/request", """
                {"@context":{"@vocab":"https://w3id.org/edc/v0.0.1/ns/"},"@type":"CatalogRequest",
                 "counterPartyAddress":"%s/2025-1","counterPartyId":"%s","protocol":"dataspace-protocol-http:2025-1"}
                """.formatted(dataspace.maker.dspAddress(), Dataspace.MAKER));

        assertThat(response.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(response.body()).doesNotContain(Dataspace.DATASET);
    }

    @Test
    void negotiatesNothingWhileDecisionsCannotBeRecorded() {
        dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);
        var offer = dataspace.onlyOffer();
        dataspace.maker.ports.decisions.setUnavailable(true);

        var negotiation = dataspace.negotiate(offer);

        assertThat(negotiation.path("state").asText()).isEqualTo("TERMINATED");
        assertThat(dataspace.maker.ports.agreements.list()).isEmpty();
    }

    @Test
    void tellsADeniedNegotiatorWhyAndAStrangerNothing() {
        dataspace.offer(only("did:web:builder"), Dataspace.ANYONE);
        var offer = dataspace.onlyOffer();
        String member = "\"offer\":" + offer;
        String body = """
                {"@context":["https://w3id.org/dspace/2025/1/context.jsonld"],"@type":"ContractRequestMessage",
                 "consumerPid":"urn:uuid:1","callbackAddress":"http://127.0.0.1/none",%s}
                """.formatted(member);

        var stranger = dataspace.maker.dsp("/negotiations/request", body, "did:web:stranger");

        assertThat(stranger.statusCode()).isEqualTo(400);
        assertThat(stranger.body()).contains("no such offer").doesNotContain("did:web:builder");
        assertThat(dataspace.maker.decisions())
                .filteredOn(decision -> decision.party().orElse("").equals("did:web:stranger"))
                .singleElement()
                .satisfies(decision -> assertThat(decision.allowed()).isFalse());
    }
}
