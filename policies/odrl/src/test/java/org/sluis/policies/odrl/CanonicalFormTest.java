// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluis.policies.odrl.Reading.Valid;

class CanonicalFormTest {

    private static final String READ = "http://www.w3.org/ns/odrl/2/";

    static Stream<JsonNode> vectors() throws IOException {
        try (InputStream file = CanonicalFormTest.class.getResourceAsStream("/canonical/vectors.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(file).spliterator(), false).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writesTheGoldenVectors(JsonNode vector) {
        CanonicalForm form = form(vector);

        assertThat(form.json()).isEqualTo(vector.get("canonical").asText());
        assertThat(form.sha256()).isEqualTo(vector.get("sha256").asText());
    }

    private static CanonicalForm form(JsonNode vector) {
        Policy policy = policy(vector.get("policy").toString());
        if (!vector.has("agreementId")) {
            return CanonicalForm.of(policy);
        }
        return AgreedPolicy.of(
                        vector.get("agreementId").asText(),
                        vector.get("provider").asText(),
                        vector.get("consumer").asText(),
                        vector.get("dataset").asText(),
                        Instant.parse(vector.get("signedAt").asText()),
                        policy)
                .orElseThrow()
                .canonical();
    }

    @Test
    void isTheSameWhateverTheOrderTheSpellingAndTheRepetitions() {
        String one = """
                {"@id":"urn:1","odrl:permission":[{"odrl:action":"odrl:use","odrl:constraint":[
                  {"odrl:leftOperand":"odrl:spatial","odrl:operator":"odrl:eq","odrl:rightOperand":"NL"},
                  {"odrl:leftOperand":"odrl:purpose","odrl:operator":"odrl:eq","odrl:rightOperand":"urn:p"}]},
                  {"odrl:action":"odrl:print"}]}
                """;
        String other = """
                {"@context":"http://www.w3.org/ns/odrl.jsonld","@type":"Set","profile":"https://w3id.org/sluis/policy/1/profile",
                 "permission":[{"action":"print"},{"action":"use","constraint":[
                  {"rightOperand":{"@id":"urn:p"},"operator":"eq","leftOperand":"purpose"},
                  {"leftOperand":"spatial","operator":"eq","rightOperand":"NL"},
                  {"leftOperand":"spatial","operator":"eq","rightOperand":"NL"}]}]}
                """;

        assertThat(CanonicalForm.of(policy(one))).isEqualTo(CanonicalForm.of(policy(other)));
    }

    @Test
    void everyPolicyReadsBackFromItsDocumentAndFromItsCanonicalForm() {
        long seed = System.nanoTime();
        RandomPolicies policies = new RandomPolicies(seed);
        for (int i = 0; i < 3_000; i++) {
            Policy policy = policies.next();
            assertThat(policy(PolicyWriter.write(policy).toString()))
                    .as("seed " + seed)
                    .isEqualTo(policy);

            AgreedPolicy agreed = new AgreedPolicy(
                    "1",
                    "did:web:a",
                    "did:web:b",
                    "urn:x",
                    Instant.EPOCH,
                    policy.asAgreement("urn:x", "did:web:a", "did:web:b"));
            assertThat(AgreedPolicy.read(agreed.canonical().json()).map(AgreedPolicy::canonical))
                    .as("seed " + seed)
                    .contains(agreed.canonical());
        }
    }

    @Test
    void keepsRepetitionsUnderXone() {
        String constraint =
                "{\"odrl:leftOperand\":\"odrl:spatial\",\"odrl:operator\":\"odrl:eq\",\"odrl:rightOperand\":\"NL\"}";
        String once = "{\"odrl:permission\":{\"odrl:action\":\"odrl:use\",\"odrl:constraint\":{\"odrl:xone\":["
                + constraint + "]}}}";
        String twice = once.replace("[" + constraint, "[" + constraint + "," + constraint);

        assertThat(CanonicalForm.of(policy(once)).json())
                .isNotEqualTo(CanonicalForm.of(policy(twice)).json());
        assertThat(CanonicalForm.of(policy(once.replace("xone", "or"))))
                .isEqualTo(CanonicalForm.of(policy(twice.replace("xone", "or"))));
    }

    @Test
    void anAgreementReadsBackFromItsBytes() {
        AgreedPolicy agreed = agreed("did:web:b.example").orElseThrow();

        assertThat(AgreedPolicy.read(agreed.canonical().json())).contains(agreed);
        assertThat(agreed.policy().assignee()).contains("did:web:b.example");
        assertThat(agreed.signedAt()).isEqualTo(Instant.parse("2026-11-21T10:00:00Z"));
    }

    @Test
    void anAgreementThatNamesAnotherPartyIsNone() {
        assertThat(agreed("did:web:c.example")).isEmpty();
    }

    @Test
    void bytesThatAreNotCanonicalAreNoAgreement() {
        String json = agreed("did:web:b.example").orElseThrow().canonical().json();

        assertThat(AgreedPolicy.read(json.replace(":", ": "))).isEmpty();
        assertThat(AgreedPolicy.read(json.replace(READ + "use", READ + "sell"))).isEmpty();
        assertThat(AgreedPolicy.read("")).isEmpty();
        assertThat(AgreedPolicy.read("{}")).isEmpty();
        assertThat(AgreedPolicy.read("[")).isEmpty();
    }

    private static Optional<AgreedPolicy> agreed(String consumer) {
        return AgreedPolicy.of(
                "agreement-1",
                "did:web:a.example",
                consumer,
                "urn:dataset:x",
                Instant.parse("2026-11-21T10:00:00.999Z"),
                policy(
                        "{\"@type\":\"odrl:Offer\",\"odrl:assignee\":\"did:web:b.example\",\"odrl:permission\":{\"odrl:action\":\"odrl:use\"}}"));
    }

    private static Policy policy(String json) {
        return ((Valid) PolicyReader.read(json)).policy();
    }
}
