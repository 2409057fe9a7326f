// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.LeftOperand;

class PlainReasonsTest {

    private static Reason unmet(LeftOperand operand, String code, String wanted) {
        return new Reason("/permission/0/constraint/0", code, operand.prefixed(), "odrl:eq", wanted, "");
    }

    private static Reason cause(String code, String observed) {
        return new Reason("", code, "", "", "active", observed);
    }

    @Test
    void tellsAConditionWithItsValueInPlainWords() {
        var days = unmet(LeftOperand.SINCE_AGREEMENT, Code.CONSTRAINT_NOT_MET, "P30D");

        assertThat(PlainReasons.of(days, Language.EN)).endsWith("it is about 30 days since it was agreed");
        assertThat(PlainReasons.of(days, Language.NL)).endsWith("het gaat om 30 dagen sinds de ondertekening");
        assertThat(PlainReasons.of(days, Language.DE)).endsWith("30 Tage");
    }

    @Test
    void whatIsNotKnownIsToldApartWhereThatMatters() {
        var purpose = "delivery";

        assertThat(PlainReasons.of(unmet(LeftOperand.PURPOSE, Code.FACT_MISSING, purpose), Language.EN))
                .startsWith("no purpose is stated")
                .contains("delivery");
        assertThat(PlainReasons.of(unmet(LeftOperand.PURPOSE, Code.CONSTRAINT_NOT_MET, purpose), Language.EN))
                .startsWith("the stated purpose does not fit");
        assertThat(PlainReasons.of(unmet(LeftOperand.COUNT, Code.FACT_MISSING, "3"), Language.EN))
                .isEqualTo("every use that the agreement allows has been made: 3");
    }

    @Test
    void aValueThatIsNoneOfItsOperandIsToldAsItIs() {
        assertThat(PlainReasons.of(unmet(LeftOperand.COUNT, Code.MALFORMED, "{1} many"), Language.EN))
                .endsWith(": {1} many");
    }

    @Test
    void tellsWhatWasObservedWhereItSaysMore() {
        assertThat(PlainReasons.of(cause(Code.NOT_EXACTLY_ONE, "2"), Language.EN))
                .isEqualTo("of several conditions exactly one has to hold; 2 do");
        assertThat(PlainReasons.of(cause("end-reason", "the trial is over"), Language.NL))
                .isEqualTo("de overeenkomst is be\u00ebindigd: the trial is over");
    }

    @Test
    void namesACauseThatNobodyHasWordsFor() {
        assertThat(PlainReasons.of(cause("brand-new", ""), Language.DE))
                .isEqualTo("die Vereinbarung erlaubt es nicht mehr: brand-new");
    }

    @ParameterizedTest
    @EnumSource
    void hasAFullSentenceForEveryOperandAndEveryCause(Language language) throws Exception {
        for (var operand : LeftOperand.values()) {
            for (var code : List.of(Code.CONSTRAINT_NOT_MET, Code.FACT_MISSING)) {
                assertThat(PlainReasons.of(unmet(operand, code, "NL"), language))
                        .contains("NL")
                        .doesNotContain("{");
            }
        }
        var unknown = PlainReasons.of(cause("x", ""), language);
        for (var code : codes()) {
            assertThat(PlainReasons.of(cause(code, "2"), language))
                    .as(code)
                    .doesNotContain("{", code)
                    .doesNotStartWith(unknown.substring(0, unknown.length() - 2));
        }
    }

    private static List<String> codes() {
        return Stream.concat(
                        Arrays.stream(Code.class.getFields()).map(PlainReasonsTest::text),
                        Stream.of(
                                "agreement-damaged",
                                "not-the-provider",
                                "end-reason",
                                "evaluation-failed",
                                "credentials-unreadable"))
                .filter(code -> !code.isEmpty())
                .toList();
    }

    private static String text(Field field) {
        try {
            return field.getType() == String.class ? (String) field.get(null) : "";
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
