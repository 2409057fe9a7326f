// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;

class AudienceTest {

    private static final Map<String, String> CONSTRAINTS = Map.of(
            "A", constraint("recipient", "eq", "did:web:a"),
            "B", constraint("recipient", "eq", "did:web:b"),
            "NOT-A", constraint("recipient", "http://www.w3.org/ns/odrl/2/neq", "did:web:a"),
            "LATER", constraint("dateTime", "lt", "2030-01-01T00:00:00Z"));

    private static String constraint(String left, String operator, String right) {
        return "{\"leftOperand\":\"%s\",\"operator\":\"%s\",\"rightOperand\":\"%s\"}".formatted(left, operator, right);
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

    @Test
    void oneWithAnAssigneeIsForNobodyElse() {
        var agreement = read("{\"@context\":\"http://www.w3.org/ns/odrl.jsonld\",\"@type\":\"Set\",\"permission\":["
                        + "{\"action\":\"use\"}]}")
                .asAgreement("urn:data", "did:web:a", "did:web:b");

        assertThat(Audience.of(agreement)).isEqualTo(Optional.of(Set.of("did:web:b")));
    }

    private static Policy read(String policy) {
        var reading = PolicyReader.read(policy);
        assertThat(reading).as(policy).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).policy();
    }
}
