// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
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

    private static Policy read(String policy) throws Exception {
        assertThat(PolicyReader.read(JSON.readTree(policy))).as(policy).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) PolicyReader.read(JSON.readTree(policy))).policy();
    }
}
