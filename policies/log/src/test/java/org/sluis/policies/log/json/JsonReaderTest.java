// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void readsEveryKindOfValue() throws MalformedJsonException {
        var value = JsonReader.read(" {\"a\": [1, -0.5e+10, \"x\", true, false, null, {}, []],\t\"b\":\r\n\"\" } ");

        assertThat(value.toString()).isEqualTo("{\"a\":[1,-0.5e+10,\"x\",true,false,null,{},[]],\"b\":\"\"}");
        assertThat(value.text("b")).contains("");
        assertThat(value.text("a")).isEmpty();
        assertThat(value.at("a", "b")).isEmpty();
    }

    @Test
    void readsEveryEscape() throws MalformedJsonException {
        var value = JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u00E9\\uD83D\\uDE00\\u0000\"");

        assertThat(value).isEqualTo(new JsonString("\"\\/\b\f\n\r\tAéé😀\0"));
    }

    @Test
    void writesWhatItReads() throws MalformedJsonException {
        var value =
                new JsonObject(Map.of("\u0001\"\\", new JsonArray(List.of(new JsonString("\u001f\u007f\u2028😀\n")))));

        assertThat(JsonReader.read(value.toString())).isEqualTo(value);
    }

    @Test
    void keepsNumbersAsTheyAreSpelled() throws MalformedJsonException {
        assertThat(JsonReader.read("1.00").toString()).isEqualTo("1.00");
        assertThat(JsonReader.read("9223372036854775807").count()).contains(Long.MAX_VALUE);
        assertThat(JsonReader.read("9223372036854775808").count()).isEmpty();
        assertThat(JsonReader.read("-1").count()).isEmpty();
        assertThat(JsonReader.read("1e2").count()).isEmpty();
        assertThat(JsonReader.read("1.0").count()).isEmpty();
        assertThat(JsonReader.read("-0").count()).contains(0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "-a",
                "+1",
                "01",
                "-01",
                "1.",
                ".5",
                "1.e3",
                "1e",
                "1e+",
                "0x10",
                "1_000",
                "NaN",
                "Infinity",
                "-Infinity",
                "nul",
                "nulll",
                "True",
                "undefined",
                "'a'",
                "{",
                "}",
                "[",
                "]",
                "{]",
                "[}",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{a:1}",
                "{1:1}",
                "{\"a\" 1}",
                "{\"a\":1}}",
                "{\"a\":1}x",
                "1 2",
                "[1]]",
                "\"",
                "\"a",
                "\"\\",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"\\u\u0661\u0661\u0661\u0661\"",
                "\"\t\"",
                "\"\n\"",
                "\"\u0000\"",
                "\"\u001f\"",
                "\"\\uD800\"",
                "\"\\uD800x\"",
                "\"\\uDC00\"",
                "\"\\uD800\\uD800\"",
                "\"\\uDC00\\uD800\"",
                "\"\\uD800\\n\"",
                "\uFEFF{}",
                "{}\uFEFF",
                "{}\u0000",
                "\u00a01",
                "// comment\n1",
                "/**/1",
                "[1]//",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "[{\"x\":{\"b\":1,\"b\":2}}]",
                "{\"a\":01}",
                "[-]",
                "{\"\":0,\"\":0}"
            })
    void refuses(String text) {
        assertThat(position(text)).isNotNegative();
    }

    @Test
    void saysAtWhichByteItStopped() {
        assertThat(position("{\"é\":x}")).isEqualTo(6);
        assertThat(position("{\"a\":1,\"a\":2}")).isEqualTo(7);
        assertThat(position("[1,]")).isEqualTo(3);
        assertThat(position("\"😀\\ud800\"")).isEqualTo(5);
        assertThat(position("{} {}")).isEqualTo(3);
    }

    @Test
    void readsThirtyTwoLevelsAndNoMore() throws MalformedJsonException {
        assertThat(JsonReader.read("[".repeat(32) + "]".repeat(32))).isInstanceOf(JsonArray.class);
        assertThat(position("[".repeat(33) + "]".repeat(33))).isEqualTo(32);
        assertThat(position("{\"a\":".repeat(33))).isEqualTo(32 * 5);
    }

    @Test
    void refusesAHundredThousandLevels() {
        assertThat(position("[".repeat(100_000))).isEqualTo(32);
        assertThat(position("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)))
                .isEqualTo(160);
        assertThat(position("[{\"a\":".repeat(100_000))).isEqualTo(16 * 6);
    }

    @Test
    void readsSiblingsWithoutCountingThemAsLevels() throws MalformedJsonException {
        assertThat(JsonReader.read("[" + "[{}],".repeat(10_000) + "1]")).isInstanceOf(JsonArray.class);
    }

    @Test
    void boundsNumbersAndNames() throws MalformedJsonException {
        assertThat(JsonReader.read("1".repeat(100))).isInstanceOf(JsonNumber.class);
        assertThat(position("1".repeat(101))).isZero();
        assertThat(position("[-" + "1".repeat(100) + "]")).isEqualTo(1);
        assertThat(JsonReader.read("{\"" + "😀".repeat(1_000) + "\":1}")).isInstanceOf(JsonObject.class);
        assertThat(position("{\"" + "a".repeat(1_001) + "\":1}")).isEqualTo(1);
    }

    @Test
    void anObjectBeginsWithItsBrace() {
        assertThat(catchThrowableOfType(MalformedJsonException.class, () -> JsonReader.object(" {}")))
                .isNotNull();
        assertThat(catchThrowableOfType(MalformedJsonException.class, () -> JsonReader.object("[]")))
                .isNotNull();
    }

    @Test
    void refusesWhatIsNotUtf8() {
        for (var bytes : List.of(
                new byte[] {'"', (byte) 0xff, '"'},
                new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xe2, (byte) 0x82})) {
            var fault =
                    catchThrowableOfType(MalformedJsonException.class, () -> JsonReader.read(ByteBuffer.wrap(bytes)));

            assertThat(fault).hasMessage("byte 1: not UTF-8");
        }
    }

    @Test
    void readsBytesWithoutMovingTheBuffer() throws MalformedJsonException {
        var bytes = ByteBuffer.wrap("x{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8))
                .position(1);

        assertThat(JsonReader.read(bytes).text("a")).contains("é");
        assertThat(bytes.position()).isEqualTo(1);
    }

    private static int position(String text) {
        var fault = catchThrowableOfType(MalformedJsonException.class, () -> JsonReader.read(text));
        assertThat(fault).as(text).isNotNull();
        return fault.position();
    }
}
