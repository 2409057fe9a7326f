// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;

class ComparisonAnswerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Policy until(String operator, String year) {
        var reading = PolicyReader.read("""
                {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/"},"@type":"odrl:Set","odrl:permission":[
                 {"odrl:action":"odrl:use","odrl:constraint":[{"odrl:leftOperand":"odrl:dateTime",
                  "odrl:operator":"odrl:%s","odrl:rightOperand":"%s-01-01T00:00:00Z"}]}]}
                """.formatted(operator, year));
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).policy();
    }

    private static JsonNode answer(Policy first, Policy second) throws Exception {
        return JSON.readTree(ComparisonAnswer.write(PolicyComparison.of(first, second)));
    }

    @Test
    void equalPoliciesNeedNoExample() throws Exception {
        var answer = answer(until("lt", "2030"), until("lt", "2030"));

        assertThat(answer.toString()).isEqualTo("{\"relation\":\"equal\"}");
    }

    @Test
    void theWiderOneAllowsTheExample() throws Exception {
        var answer = answer(until("lt", "2030"), until("lt", "2031"));

        assertThat(answer.path("relation").asText()).isEqualTo("narrower");
        assertThat(answer.at("/counterExample/allowedBy").asText()).isEqualTo("second");
        assertThat(answer.at("/counterExample/request/at").asText()).startsWith("20");
        assertThat(answer.at("/counterExample/facts").isObject()).isTrue();
        assertThat(answer.has("otherCounterExample")).isFalse();
        assertThat(answer.has("reason")).isFalse();
    }

    @Test
    void incomparableOnesEachAllowAnExample() throws Exception {
        var answer = answer(until("lt", "2030"), until("gt", "2029"));

        assertThat(answer.path("relation").asText()).isEqualTo("incomparable");
        assertThat(answer.at("/counterExample/allowedBy").asText()).isEqualTo("first");
        assertThat(answer.at("/otherCounterExample/allowedBy").asText()).isEqualTo("second");
    }

    @Test
    void anExampleIsACaseThatTheDeciderDecidesSo() throws Exception {
        var answer = answer(
                until("lt", "2030").asAgreement("urn:d", "did:web:a", "did:web:b"),
                until("lt", "2031").asAgreement("urn:d", "did:web:a", "did:web:b"));

        var example = answer.path("counterExample");
        assertThat(example.path("id").asText()).isEqualTo("counter-example");
        var asked = JSON.createObjectNode().put("id", "1");
        asked.set("policy", JSON.readTree("""
                {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/"},"@type":"odrl:Agreement","odrl:target":"urn:d",
                 "odrl:assigner":"did:web:a","odrl:assignee":"did:web:b","odrl:permission":[
                 {"odrl:action":"odrl:use","odrl:constraint":[{"odrl:leftOperand":"odrl:dateTime",
                  "odrl:operator":"odrl:lt","odrl:rightOperand":"2031-01-01T00:00:00Z"}]}]}"""));
        asked.set("request", example.path("request"));
        asked.set("facts", example.path("facts"));
        assertThat(JSON.readTree(DecisionCases.decide(asked.toString()))
                        .path("decision")
                        .asText())
                .isEqualTo("allow");
    }

    @Test
    void wordsAreTheOnesOfTheMachineInterface() {
        assertThat(PolicyRelation.values())
                .extracting(PolicyRelation::word)
                .containsExactly("equal", "narrower", "wider", "incomparable");
    }
}
