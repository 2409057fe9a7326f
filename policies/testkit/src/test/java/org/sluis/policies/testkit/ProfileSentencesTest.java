// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluis.policies.decision.DecisionCases;
import org.sluis.policies.testkit.reference.ReferenceEvaluator;

/** One case for each thing that the profile says: what it wants is written by hand. */
class ProfileSentencesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Arguments> sentences() throws Exception {
        var sentences = new ArrayList<Arguments>();
        try (var file = ProfileSentencesTest.class.getResourceAsStream("profile-sentences.jsonl")) {
            for (var line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                var row = JSON.readTree(line);
                sentences.add(Arguments.of(
                        row.get("says").textValue() + ": " + row.get("want").textValue(), row));
            }
        }
        return sentences;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sentences")
    void theReferenceSaysSo(String sentence, JsonNode row) throws Exception {
        check(sentence, row, new ReferenceEvaluator().decide(row.get("case").toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sentences")
    void theConnectorSaysSo(String sentence, JsonNode row) throws Exception {
        check(sentence, row, JSON.readTree(DecisionCases.decide(row.get("case").toString())));
    }

    private static void check(String sentence, JsonNode row, JsonNode decided) {
        assertThat(decided.get("decision")).as("%s%n%s", sentence, decided).isEqualTo(row.get("want"));
        if (!row.get("rules").isNull()) {
            assertThat(decided.get("rules")).as("%s%n%s", sentence, decided).isEqualTo(row.get("rules"));
        }
    }
}
