// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.policies.decision.Moment;

class DoorTest {

    private static final String DSP_CONTEXT = "https://w3id.org/dspace/2025/1/context.jsonld";
    private static TestConnector connector;

    @BeforeAll
    static void start() {
        connector = TestConnector.start("did:web:maker");
    }

    @AfterAll
    static void stop() {
        connector.close();
    }

    private static HttpResponse<String> define(String context, String policyMember) {
        return connector.manage("/v3/policydefinitions", "{\"@context\":" + context + "," + policyMember + "}");
    }

    private static String offer(String context, String member) {
        return """
                {"@context":%s,"@type":"ContractRequestMessage","consumerPid":"urn:uuid:1",
                 "callbackAddress":"http://127.0.0.1/none",%s}
                """.formatted(context, member);
    }

    private static HttpResponse<String> ask(String context, String member) {
        return connector.dsp("/negotiations/request", offer(context, member), "did:web:builder");
    }

    @Test
    void refusesAForeignTermAtTheManagementDoorWithItsPointer() {
        var response = define("{\"@vocab\":\"https://w3id.org/edc/v0.0.1/ns/\"}", """
                "policy":{"@context":"http://www.w3.org/ns/odrl.jsonld","@type":"Set","permission":[{"action":"use",
                 "constraint":[{"leftOperand":"https://w3id.org/catenax/policy/FrameworkAgreement","operator":"eq","rightOperand":"x"}]}]}
                """);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode details = TestConnector.json(response.body());
        assertThat(details.isArray()).isTrue();
        assertThat(details.path(0).path("path").asText()).isEqualTo("/policy/permission/0/constraint/0/leftOperand");
        assertThat(details.path(0).path("type").asText()).isEqualTo("ValidationFailure");
        assertThat(details.path(0).path("message").asText()).contains("FrameworkAgreement");
    }

    @Test
    void readsShortNamesUnderAPinnedContextAndStoresTheirFullNames() {
        var response = define("{\"@vocab\":\"https://w3id.org/edc/v0.0.1/ns/\"}", """
                "@id":"short","policy":{"@context":"%s","@type":"Set","permission":[{"action":"use",
                 "constraint":[{"leftOperand":"odrl:purpose","operator":"eq","rightOperand":{"@id":"sluis:planning"}}]}]}
                """.formatted(DSP_CONTEXT));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        var stored = connector
                .service(org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore.class)
                .findById("short")
                .getPolicy();
        assertThat(stored.getProfiles()).containsExactly("https://w3id.org/sluis/policy/1/profile");
        assertThat(EdcPolicyJson.of(stored).toString())
                .contains("http://www.w3.org/ns/odrl/2/purpose")
                .contains("\"https://w3id.org/sluis/policy/1/planning\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@vocab\":\"https://evil.example/\"}",
                "{\"@vocab\":\"https://w3id.org/edc/v0.0.1/ns/\",\"odrl\":\"https://evil.example/\"}",
                "{\"@vocab\":\"https://w3id.org/edc/v0.0.1/ns/\",\"edc\":\"https://evil.example/\"}",
                "{\"p\":\"https://w3id.org/edc/v0.0.1/ns/policy\"}",
                "{\"p\":{\"@id\":\"https://w3id.org/edc/v0.0.1/ns/policy\"}}",
                "\"https://evil.example/context.jsonld\"",
                "[\"https://w3id.org/edc/connector/management/v0.0.1\",null]",
                "{\"@base\":\"https://evil.example/\"}"
            })
    void refusesAContextThatDoesMoreThanMapPrefixes(String context) {
        var response = define(context, "\"policy\":{\"odrl:permission\":[{\"odrl:action\":\"odrl:use\"}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("/@context");
    }

    @Test
    void findsAPolicyUnderAnotherSpellingOfItsKey() {
        String context = "{\"w\":\"https://w3id.org/edc/v0.0.1/\"}";

        var response = define(context, "\"w:ns/policy\":{\"odrl:permission\":[{\"odrl:action\":\"odrl:sell\"}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("sell");
    }

    @Test
    void refusesTwoPoliciesUnderTwoSpellings() {
        String policy = "{\"odrl:permission\":[{\"odrl:action\":\"odrl:use\"}]}";

        var response = define(
                "{\"@vocab\":\"https://w3id.org/edc/v0.0.1/ns/\"}",
                "\"policy\":" + policy + ",\"edc:policy\":" + policy);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("two spellings");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"@graph\":[{\"https://w3id.org/edc/v0.0.1/ns/policy\":{}}]",
                "\"@included\":[]",
                "\"@reverse\":{}"
            })
    void refusesKeywordsThatWouldHideAPolicy(String member) {
        var response = define("{\"@vocab\":\"https://w3id.org/edc/v0.0.1/ns/\"}", member);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("keyword");
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        var response = define(
                "{\"@vocab\":\"https://w3id.org/edc/v0.0.1/ns/\"}",
                "\"policy\":{\"odrl:permission\":[],\"odrl:permission\":[{\"odrl:action\":\"odrl:use\"}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("twice", "/policy/odrl:permission");
    }

    @Test
    void refusesDepthBeforeAnythingElseSeesIt() {
        String bomb = "[".repeat(200_000) + "]".repeat(200_000);

        var management = connector.manage("/v3/assets", "{\"a\":" + bomb + "}");
        var dsp = connector.dsp("/transfers/request", "{\"a\":" + bomb + "}", "did:web:builder");

        assertThat(management.statusCode()).isEqualTo(400);
        assertThat(management.body()).contains("levels");
        assertThat(dsp.statusCode()).isEqualTo(400);
        assertThat(TestConnector.json(dsp.body()).path("@type").asText()).isEqualTo("TransferError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "not json", "{\"a\":1}x", "[1,2]", "\"text\"", "{\"a\":\"\\uD800\"", "{\"a\":NaN}"})
    void refusesWhatIsNotAJsonObject(String body) {
        assertThat(connector.manage("/v3/policydefinitions", body).statusCode()).isEqualTo(400);
        var dsp = connector.dsp("/negotiations/request", body, "did:web:builder");
        assertThat(dsp.statusCode()).isEqualTo(400);
        assertThat(TestConnector.json(dsp.body()).path("@type").asText()).isEqualTo("ContractNegotiationError");
    }

    @Test
    void refusesABodyAboveTheLimit() {
        String large = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";

        assertThat(connector.manage("/v3/assets", large).statusCode()).isEqualTo(413);
        assertThat(connector.dsp("/catalog/request", large, "did:web:builder").statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/json; charset=utf-16"})
    void refusesOtherMediaTypes(String type) {
        var response =
                connector.post(connector.dspAddress() + "/2025-1/catalog/request", "{}", type, "Authorization", "x");

        assertThat(response.statusCode()).isEqualTo(415);
    }

    @Test
    void refusesAForeignTermInAnOfferWithADspError() {
        var response = ask("[\"" + DSP_CONTEXT + "\"]", """
                "offer":{"@id":"a:b:c","@type":"Offer","target":"urn:x","permission":[{"action":"use",
                 "constraint":[{"leftOperand":"odrl:payAmount","operator":"eq","rightOperand":"5"}]}]}
                """);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = TestConnector.json(response.body());
        assertThat(error.path("@type").asText()).isEqualTo("ContractNegotiationError");
        assertThat(error.path("consumerPid").asText()).isEqualTo("urn:uuid:1");
        assertThat(error.path("code").asText()).isEqualTo("400");
        assertThat(error.path("reason").path(0).asText())
                .contains("/offer/permission/0/constraint/0/leftOperand", "payAmount");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/negotiations/request",
                "/negotiations;a=b/request",
                "/negotiations/request;a",
                "/n%65gotiations/request"
            })
    void noSpellingOfThePathPassesByTheDoor(String path) {
        String body = offer("[\"" + DSP_CONTEXT + "\"]", "\"offer\":{\"@id\":\"a:b:c\",\"price\":\"5\"}");

        var response = connector.dsp(path, body, "did:web:builder");

        assertThat(response.statusCode()).isIn(400, 404);
        assertThat(response.statusCode() == 404 || response.body().contains("/offer/price"))
                .as(response.body())
                .isTrue();
        assertThat(response.body()).doesNotContain("\"Not found\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v3/policydefinitions", "/v3;x/policydefinitions;y=1", "/v4beta/policydefinitions"})
    void refusesAForeignActionInEveryVersionOfTheManagementApi(String path) {
        var response = connector.manage(path, """
                {"@context":["https://w3id.org/edc/connector/management/v2"],"@type":"PolicyDefinition","@id":"x",
                 "policy":{"@type":"Set","permission":[{"action":"sell"}]}}
                """);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).contains("sell");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"https://w3id.org/dspace/2025/1/context.jsonld\",{\"hidden\":\"https://w3id.org/dspace/2025/1/offer\"}]",
                "[\"https://w3id.org/dspace/2025/1/context.jsonld\",{\"dspace\":\"https://evil.example/\"}]",
                "[\"https://w3id.org/dspace/2025/1/context.jsonld\",\"https://evil.example/c.jsonld\"]",
                "[{\"dspace\":\"https://evil.example/\"},\"https://w3id.org/dspace/2025/1/context.jsonld\"]"
            })
    void refusesContextTricksInDspMessages(String context) {
        var response = ask(context, "\"hidden\":{\"@id\":\"a:b:c\",\"@type\":\"Offer\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("/@context");
    }

    @Test
    void letsAStockPeersOfferWithEmptyForeignKeysThrough() {
        var response = ask("[\"" + DSP_CONTEXT + "\"]", """
                "offer":{"@id":"c2hhcmU=:eA==:dQ==","@type":"Offer","target":"urn:x",
                 "permission":[{"action":"use","constraints":[]}]}
                """);

        // The offer does not exist: EDC's own answer, after our door.
        assertThat(response.statusCode()).as(response.body()).isEqualTo(404);
    }

    @Test
    void recordsARefusedMessageAboutNoNegotiationAsThatOfAStranger() {
        connector.ports.clock.advance(java.time.Duration.ofMinutes(1));
        int before = connector.decisions().size();

        var response = connector.dsp(
                "/negotiations/none/agreement",
                "{\"@context\":[\"" + DSP_CONTEXT
                        + "\"],\"@type\":\"ContractAgreementMessage\",\"agreement\":{\"x\":1}}",
                "did:web:builder");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(connector.decisions()).hasSize(before + 1);
        var record = connector.decisions().get(0);
        assertThat(record.party()).isEmpty();
        assertThat(record.evaluator()).isEqualTo("protocol");
        assertThat(record.reasons().get(0).code()).isEqualTo("unknown-key");
    }

    @Test
    void recordsARefusedMessageOfANegotiationThatExists() {
        var store = connector.service(
                org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore.class);
        store.save(
                org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation.Builder
                        .newInstance()
                        .id("known")
                        .counterPartyId("did:web:builder")
                        .counterPartyAddress("http://127.0.0.1/none")
                        .protocol("dataspace-protocol-http:2025-1")
                        .participantContextId("did:web:maker")
                        .state(org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation
                                .ContractNegotiationStates.REQUESTED
                                .code())
                        .build());

        connector.dsp(
                "/negotiations/known/agreement",
                "{\"@context\":[\"" + DSP_CONTEXT
                        + "\"],\"@type\":\"ContractAgreementMessage\",\"agreement\":{\"x\":1}}",
                "did:web:builder");

        assertThat(connector.decisions())
                .filteredOn(decision -> decision.subject().orElse("").contains("known"))
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.allowed()).isFalse();
                    assertThat(decision.moment()).isEqualTo(Moment.NEGOTIATION);
                    assertThat(decision.reasons()).extracting("pointer").contains("/agreement/x");
                });
    }

    @Test
    void servesNoOlderVersionOfDsp() {
        for (String path : new String[] {"/negotiations/request", "/2024/1/negotiations/request"}) {
            var response = connector.post(
                    connector.dspAddress() + path, "{\"@context\":{}}", "application/json", "Authorization", "x");

            assertThat(response.statusCode()).isEqualTo(404);
        }
    }
}
