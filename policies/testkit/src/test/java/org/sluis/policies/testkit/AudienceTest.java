// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.decision.Audience;
import org.sluis.policies.decision.DecisionCases;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.testkit.cases.CaseGenerator;

/** Whom a policy could allow anything, against the decisions on it. */
class AudienceTest {
    private static final int CASES = Integer.getInteger("sluis.policy.cases", 100_000) / 10;
    private static final long SEED = Long.getLong("sluis.policy.seed", 20_261_121);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> CONSTRAINTS = Map.of(
            "A", constraint("recipient", "eq", "did:web:a"),
            "B", constraint("recipient", "eq", "did:web:b"),
            "NOT-A", constraint("recipient", "http://www.w3.org/ns/odrl/2/neq", "did:web:a"),
            "LATER", constraint("dateTime", "lt", "2030-01-01T00:00:00Z"));

    private static String constraint(String left, String operator, String right) {
        return "{\"leftOperand\":\"%s\",\"operator\":\"%s\",\"rightOperand\":\"%s\"}".formatted(left, operator, right);
    }

    @Test
    void nobodyElseIsEverAllowed() throws Exception {
        var generator = new CaseGenerator(SEED);
        var bounded = 0;
        for (var number = 0; number < CASES; number++) {
            var given = generator.plain(number);
            var audience = Audience.of(read(given.get("policy").toString()));
            if (audience.isEmpty()) {
                continue;
            }
            bounded++;
            var answer = JSON.readTree(DecisionCases.decide(given.toString()));
            if (answer.path("decision").asText().equals("allow")) {
                assertThat(audience.get())
                        .as(given::toString)
                        .contains(given.at("/request/party").asText());
            }
        }
        assertThat(bounded).as("policies for certain participants").isGreaterThan(CASES / 50);
    }

    /** Constraints in a short form: names and, in brackets, connectives before them. */
    @ParameterizedTest
    @CsvSource({
        "A, did:web:a",
        "LATER A, did:web:a",
        "A B, nobody",
        "NOT-A, anybody",
        "LATER, anybody",
        "or[A B], did:web:a did:web:b",
        "or[A LATER], anybody",
        "xone[A B], did:web:a did:web:b",
        "and[LATER B], did:web:b",
        "or[A B] B, did:web:b"
    })
    void followsTheConstraints(String constraints, String expected) throws Exception {
        var written = new StringBuilder();
        for (var word :
                constraints.replace("[", " [ ").replace("]", " ] ").trim().split(" +", -1)) {
            var separator = written.isEmpty() || written.charAt(written.length() - 1) == '[' ? "" : ",";
            written.append(
                    switch (word) {
                        case "or", "xone", "and" -> separator + "{\"" + word + "\":";
                        case "[" -> "[";
                        case "]" -> "]}";
                        default -> separator + CONSTRAINTS.get(word);
                    });
        }
        var policy = read("{\"@context\":\"http://www.w3.org/ns/odrl.jsonld\",\"@type\":\"Set\",\"permission\":["
                + "{\"action\":\"use\",\"constraint\":[" + written + "]}]}");

        var told = Audience.of(policy)
                .map(all -> all.isEmpty()
                        ? "nobody"
                        : String.join(" ", all.stream().sorted().toList()))
                .orElse("anybody");

        assertThat(told).isEqualTo(expected);
    }

    private static Policy read(String policy) throws Exception {
        assertThat(PolicyReader.read(JSON.readTree(policy))).as(policy).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) PolicyReader.read(JSON.readTree(policy))).policy();
    }
}
