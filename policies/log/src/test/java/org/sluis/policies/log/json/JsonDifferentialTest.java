// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What this reader accepts, another one accepts and understands alike. */
class JsonDifferentialTest {

    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Pieces that valid and nearly valid texts are made of. */
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u",
        "\\ud83d\\ude00",
        "\\ud800",
        "\"a\"",
        "\"a\":",
        "{\"b\":1}",
        "[0]",
        "0",
        "1",
        "-",
        "-1",
        ".",
        "e",
        "E+",
        "12.5e-3",
        "true",
        "false",
        "null",
        " ",
        "\t",
        "\n",
        "\u0000",
        "\u001f",
        "é",
        "😀",
        "\u2028",
        "NaN",
        "\"\\n\"",
        "\"\":",
        "/",
        "'",
        "\uFEFF"
    };

    @Test
    void agreesOnRandomTexts() {
        long seed = 20261121;
        var random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            accepted += compare(seed, text(random)) ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(1_000);
    }

    @Test
    void agreesOnDamagedPayloads() {
        long seed = 8259;
        var random = new Random(seed);
        var whole =
                "{\"v\":1,\"type\":\"release.decision\",\"corr\":{\"agreementId\":\"a-\\u00e9\"},\"decision\":\"allow\","
                        + "\"reasons\":[{\"code\":\"x\",\"wanted\":[1,2.50,-3e2],\"observed\":null}],\"data\":{\"bytes\":12345678901}}";
        int accepted = 0;
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder(whole);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(text.length());
                var piece = PIECES[random.nextInt(PIECES.length)];
                text.replace(at, Math.min(text.length(), at + random.nextInt(3)), piece);
            }
            accepted += compare(seed, text.toString()) ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(1_000);
    }

    /** Whether this reader accepts the text; then the other one has to, with the same tree. */
    private static boolean compare(long seed, String text) {
        JsonValue ours;
        try {
            ours = JsonReader.read(text);
        } catch (MalformedJsonException e) {
            return false;
        }
        try {
            var theirs = JACKSON.readTree(text);
            assertThat(same(ours, theirs)).as("seed " + seed + ": " + text).isTrue();
            return true;
        } catch (JsonProcessingException e) {
            throw new AssertionError("seed " + seed + ": only our reader accepts " + text, e);
        }
    }

    private static boolean same(JsonValue ours, JsonNode theirs) {
        if (ours instanceof JsonObject object) {
            Map<String, JsonNode> members =
                    theirs.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            return theirs.isObject()
                    && members.keySet().equals(object.members().keySet())
                    && object.members().entrySet().stream()
                            .allMatch(member -> same(member.getValue(), members.get(member.getKey())));
        }
        if (ours instanceof JsonArray array) {
            var elements = StreamSupport.stream(theirs.spliterator(), false).toList();
            return theirs.isArray()
                    && elements.size() == array.elements().size()
                    && IntStream.range(0, elements.size())
                            .allMatch(i -> same(array.elements().get(i), elements.get(i)));
        }
        if (ours instanceof JsonString string) {
            return theirs.isTextual() && theirs.textValue().equals(string.value());
        }
        if (ours instanceof JsonNumber number) {
            return theirs.isNumber() && theirs.doubleValue() == Double.parseDouble(number.text());
        }
        return switch ((JsonLiteral) ours) {
            case TRUE -> theirs.isBoolean() && theirs.booleanValue();
            case FALSE -> theirs.isBoolean() && !theirs.booleanValue();
            case NULL -> theirs.isNull();
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int pieces = 1 + random.nextInt(7); pieces > 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
