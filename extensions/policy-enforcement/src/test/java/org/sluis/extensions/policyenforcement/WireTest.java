// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreementMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractRequestMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.connector.controlplane.policy.spi.PolicyDefinition;
import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.policy.model.PolicyType;
import org.eclipse.edc.spi.types.TypeManager;
import org.eclipse.edc.transform.spi.TypeTransformerRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sluis.policies.odrl.CanonicalForm;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.PolicyWriter;
import org.sluis.policies.odrl.Reading;

/** What one side writes, the other side reads unchanged: through EDC's management API, SQL form, messages and JSON-LD. */
class WireTest {

    // More by -Dsluis.wire.policies=1000; each is expanded by JSON-LD three times.
    private static final int POLICIES = Integer.getInteger("sluis.wire.policies", 100);
    private static final String DSP_SCOPE = org.eclipse.edc.protocol.dsp.spi.type.Dsp2025Constants.DSP_SCOPE_V_2025_1;
    private static TestConnector connector;
    private static TypeTransformerRegistry management;
    private static TypeTransformerRegistry dsp;

    @BeforeAll
    static void start() {
        connector = TestConnector.start("did:web:maker");
        var transformers = connector.service(TypeTransformerRegistry.class);
        management = transformers.forContext("management-api");
        dsp = transformers.forContext(
                org.eclipse.edc.protocol.dsp.spi.type.Dsp2025Constants.DSP_TRANSFORMER_CONTEXT_V_2025_1);
    }

    @AfterAll
    static void stop() {
        connector.close();
    }

    @Test
    void everyPolicyArrivesAtTheOtherSideAsItWasWritten() throws Exception {
        SeededPolicies policies = new SeededPolicies(20261121);
        for (int i = 0; i < POLICIES; i++) {
            Policy written = policies.next();

            org.eclipse.edc.policy.model.Policy stored = stored(throughManagementApi(written));
            Policy arrived = throughMessages(stored);

            assertThat(arrived.permissions()).as("policy %s of the seed", i).isEqualTo(written.permissions());
            assertThat(arrived.prohibitions()).isEqualTo(written.prohibitions());
            assertThat(arrived.obligations()).isEqualTo(written.obligations());
            assertThat(CanonicalForm.of(arrived.asAgreement("d", "p", "c")))
                    .isEqualTo(CanonicalForm.of(written.asAgreement("d", "p", "c")));
            assertThat(stored.getProfiles()).containsExactly(Policy.PROFILE);
        }
    }

    private static org.eclipse.edc.policy.model.Policy throughManagementApi(Policy policy) throws Exception {
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.putObject("@context").put("@vocab", MessageNames.EDC);
        body.put("@type", "PolicyDefinition");
        body.set("policy", PolicyWriter.write(policy));
        var admitted = new ManagementDoor().admit("v3/policydefinitions", StrictJson.read(bytes(body.toString())));
        return management
                .transform(expand(admitted.toString()), PolicyDefinition.class)
                .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()))
                .getPolicy();
    }

    private static org.eclipse.edc.policy.model.Policy stored(org.eclipse.edc.policy.model.Policy policy)
            throws Exception {
        var mapper = connector.service(TypeManager.class).getMapper();
        return mapper.readValue(mapper.writeValueAsString(policy), org.eclipse.edc.policy.model.Policy.class);
    }

    /** The consumer's request, and then the provider's agreement, each as the other side receives it. */
    private static Policy throughMessages(org.eclipse.edc.policy.model.Policy policy) throws Exception {
        var request = ContractRequestMessage.Builder.newInstance()
                .consumerPid("urn:c")
                .callbackAddress("http://127.0.0.1")
                .contractOffer(ContractOffer.Builder.newInstance()
                        .id("offer")
                        .assetId(policy.getTarget())
                        .policy(policy)
                        .build())
                .build();
        var requested = dsp.transform(received(request, "negotiations/request"), ContractRequestMessage.class)
                .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()))
                .getContractOffer()
                .getPolicy();
        var agreed = requested.toBuilder()
                .type(PolicyType.CONTRACT)
                .assigner("did:web:maker")
                .assignee("did:web:builder")
                .build();
        var agreement = ContractAgreementMessage.Builder.newInstance()
                .consumerPid("urn:c")
                .providerPid("urn:p")
                .contractAgreement(ContractAgreement.Builder.newInstance()
                        .providerId("did:web:maker")
                        .consumerId("did:web:builder")
                        .assetId(policy.getTarget())
                        .contractSigningDate(1_800_000_000)
                        .policy(agreed)
                        .build())
                .build();
        var arrived = dsp.transform(received(agreement, "negotiations/x/agreement"), ContractAgreementMessage.class)
                .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()))
                .getContractAgreement();
        assertThat(arrived.getContractSigningDate()).isEqualTo(1_800_000_000);
        return ((Reading.Valid) PolicyReader.read(EdcPolicyJson.of(arrived.getPolicy()))).policy();
    }

    private static JsonObject received(Object message, String path) throws Exception {
        JsonObject expanded = dsp.transform(message, JsonObject.class)
                .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()));
        String sent = connector
                .service(JsonLd.class)
                .compact(expanded, DSP_SCOPE)
                .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()))
                .toString();
        return expand(
                new ProtocolDoor(null).admit(path, StrictJson.read(bytes(sent))).toString());
    }

    private static JsonObject expand(String json) {
        try (var reader = jakarta.json.Json.createReader(new java.io.StringReader(json))) {
            return connector
                    .service(JsonLd.class)
                    .expand(reader.readObject())
                    .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
