// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Rfc8785Test {

    @Test
    void sortsMembersByTheirUtf16CodeUnits() {
        // the order of RFC 8785 section 3.2.3
        var members = Map.of(
                "\u20ac", "Euro Sign",
                "\r", "Carriage Return",
                "\ufb33", "Hebrew Letter Dalet With Dagesh",
                "1", "One",
                "\ud83d\ude00", "Emoji: Grinning Face",
                "\u0080", "Control",
                "\u00f6", "Latin Small Letter O With Diaeresis");

        assertThat(Rfc8785.write(members))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"Latin Small"
                        + " Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning"
                        + " Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void escapesWhatMustBeAndNothingElse() {
        assertThat(Rfc8785.write(Map.of("a", "\b\t\n\f\r\"\\/\u0000\u001f\u007f\u20ac")))
                .isEqualTo("{\"a\":\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0000\\u001f\u007f\u20ac\"}");
    }

    @Test
    void writesNumbersListsAndNestedObjects() {
        assertThat(Rfc8785.write(Map.of("b", List.of(1, "x", Map.of()), "a", Map.of("d", 9007199254740991L, "c", -5))))
                .isEqualTo("{\"a\":{\"c\":-5,\"d\":9007199254740991},\"b\":[1,\"x\",{}]}");
    }

    @Test
    void refusesWhatJsonCannotTell() {
        assertThatThrownBy(() -> Rfc8785.write(Map.of("a", 1L << 53))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rfc8785.write(Map.of("a", 1.5))).isInstanceOf(IllegalArgumentException.class);
    }
}
