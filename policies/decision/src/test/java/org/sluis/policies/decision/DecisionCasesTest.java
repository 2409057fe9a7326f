// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<YamlCases.Case> cases() throws IOException {
        return YamlCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decidesAsTheCaseWants(YamlCases.Case wanted) throws Exception {
        JsonNode out = JSON.readTree(DecisionCases.decide(wanted.line().toString()));

        assertThat(out.path("id").asText()).isEqualTo(wanted.name());
        assertThat(out.path("decision").asText())
                .as(out.toString())
                .isEqualTo(wanted.wanted().required("decision").asText());
        for (String key : List.of("rules", "duties")) {
            if (wanted.wanted().has(key)) {
                assertThat(texts(out.path(key))).isEqualTo(texts(wanted.wanted().get(key)));
            }
        }
        if (wanted.wanted().has("reasons")) {
            assertReasons(out.path("reasons"), wanted.wanted().get("reasons"));
        } else if (wanted.wanted().path("decision").asText().equals("allow")) {
            assertThat(out.path("reasons")).isEmpty();
        }
    }

    /** Each wanted reason names only the members that matter to its case. */
    private static void assertReasons(JsonNode reasons, JsonNode wanted) {
        assertThat(reasons).as(reasons.toString()).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            for (var member : wanted.get(i).properties()) {
                assertThat(reasons.get(i).path(member.getKey()).asText())
                        .as(reasons.get(i) + " " + member.getKey())
                        .isEqualTo(member.getValue().asText());
            }
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "{\"id\":1}{}", "{\"id\":1,\"id\":2}", "not json", "{\"policy\":{]}"})
    void refusesALineThatIsNotOneObject(String line) {
        assertThatThrownBy(() -> DecisionCases.decide(line)).isInstanceOf(UnreadableCaseException.class);
    }

    @Test
    void answersInvalidWhenThePolicyIsNestedFarTooDeep() throws Exception {
        String line = "{\"id\":7,\"policy\":" + "{\"a\":[".repeat(100_000);

        JsonNode out = JSON.readTree(DecisionCases.decide(line));

        assertThat(out.path("id").asInt()).isEqualTo(7);
        assertThat(out.path("decision").asText()).isEqualTo("invalid");
        assertThat(out.at("/reasons/0/code").asText()).isEqualTo("too-deep");
    }

    @Test
    void answersInvalidWhenTheLineHasNoPolicy() throws Exception {
        assertThat(DecisionCases.decide("{}")).contains("\"id\":null", "\"decision\":\"invalid\"");
    }

    @Test
    void answersInvalidWhenAKeyOfThePolicyIsRepeated() throws Exception {
        String line = "{\"policy\":{\"@id\":\"urn:a\",\"@id\":\"urn:b\"},\"request\":{}}";

        assertThat(DecisionCases.decide(line)).contains("duplicate-key", "\"pointer\":\"/@id\"");
    }

    @Test
    void deniesAsMalformedWhenAKeyOfTheRequestIsRepeated() throws Exception {
        String line = "{\"policy\":{},\"request\":{\"action\":\"odrl:use\",\"action\":\"odrl:read\"}}";

        assertThat(DecisionCases.decide(line)).contains("\"decision\":\"deny\"", "malformed");
    }

    /** Left out where tests run again for each mutation: they should all do the same, soon. */
    @Tag("random")
    @Test
    void alwaysAnswersOrRefusesTheLineWhateverHappensToIt() throws Exception {
        List<String> lines = YamlCases.all().map(each -> each.line().toString()).toList();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String noise = "{}[]\",:@\\ax1-\0";
        int answered = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder(lines.get(random.nextInt(lines.size())));
            for (int change = random.nextInt(4); change >= 0; change--) {
                line.setCharAt(random.nextInt(line.length()), noise.charAt(random.nextInt(noise.length())));
            }
            try {
                assertThat(DecisionCases.decide(line.toString()))
                        .as("seed " + seed)
                        .contains("\"decision\"");
                answered++;
            } catch (UnreadableCaseException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
        assertThat(answered).isGreaterThan(1_000);
    }
}
