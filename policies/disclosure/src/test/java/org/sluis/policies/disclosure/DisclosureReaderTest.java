// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisclosureReaderTest {
    private static final Shape SHAPE = new Shape(
            Set.of("customer.number", "item", "eta"),
            "customer.number",
            "eta",
            "eta",
            Optional.empty(),
            Set.of(),
            Set.of());

    private static Disclosure parse(String name, String written) throws Exception {
        return Disclosure.parse(
                "disclosures.yaml", name, new ObjectMapper().readTree(written.replace('\'', '"')), SHAPE);
    }

    @Test
    void readsEveryMember() throws Exception {
        var disclosure = parse(
                "own-orders", "{'rows':'own','fields':['item','customer'],'horizon':8,'grain':'week','round':10}");

        assertThat(disclosure.rows()).isEqualTo(Disclosure.RowChoice.OWN);
        assertThat(disclosure.fields()).containsExactly("item", "customer");
        assertThat(disclosure.horizon()).hasValue(8);
        assertThat(disclosure.grain()).isEqualTo(Disclosure.Grain.WEEK);
        assertThat(disclosure.round()).hasValue(10);
        assertThat(disclosure.merge()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'rows':'own','row':1} | disclosures.yaml, d: unknown key \"row\"",
                "{} | disclosures.yaml, d, rows: wanted \"own\"",
                "{'rows':true} | disclosures.yaml, d, rows: wanted \"own\"",
                "{'rows':'own','fields':[]} | fields: wanted a list",
                "{'rows':'own','fields':['itm']} | unknown field \"itm\"; known are customer.number, eta, item",
                "{'rows':'own','fields':'item'} | fields: wanted a list",
                "{'rows':'own','fields':[3]} | unknown field \"3\"",
                "{'rows':'own','horizon':0} | horizon: wanted a whole number from 1 to 520",
                "{'rows':'own','horizon':'8'} | horizon: wanted a whole number",
                "{'rows':'own','horizon':null} | horizon: wanted a whole number",
                "{'rows':'own','round':2.5} | round: wanted a whole number",
                "{'rows':'own','grain':'month'} | grain: wanted \"day\" or \"week\"",
                "{'rows':'all','merge':'item'} | merge: this product has no periods",
                "[] | wanted members",
                "null | wanted members"
            })
    void refusesWhatItDoesNotKnow(String written, String message) {
        assertThatThrownBy(() -> parse("d", written))
                .isInstanceOf(InvalidDisclosureException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"Own", "''", "a/b", "-a", "a-"})
    void refusesANameThatCannotStandInAnIdentifier(String name) {
        assertThatThrownBy(() -> parse(name, "{'rows':'own'}")).hasMessageContaining("a name is");
    }
}
