// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.policies.usage.Partner;
import picocli.CommandLine.TypeConversionException;

class PartnerConverterTest {

    private final PartnerConverter converter = new PartnerConverter();

    @Test
    void readsEveryPart() {
        assertThat(converter.convert(
                        "name=b,id=did:web:b.example,address=http://h:1/dsp?a=b,customer=1,customer=2,country=NL"))
                .isEqualTo(new Partner(
                        "b", "did:web:b.example", "http://h:1/dsp?a=b", List.of("1", "2"), Optional.of("NL")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "builder",
                "name=b",
                "name=b,address=c",
                "name=b,id=c,address=",
                "name=b,name=c,id=d,address=e",
                "name=b,id=c,address=d,colour=red"
            })
    void saysTheFormOfAnythingElse(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining(PartnerConverter.FORM);
    }
}
