// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluis.policies.odrl.Language;

class ForesightTest {

    private static final String FORESIGHT = """
        {"partner":"builder","at":"2099-01-01T00:00:00Z","datasets":[{"id":"urn:d",
          "offers":[{"allowed":true,"reasons":[]}],
          "agreements":[{"id":"a0","allowed":false,"reasons":[
             {"text":"At most 30 days.","sentence":"over","observed":"P90D"},{"text":"A purpose.","observed":""},
             {"sentence":"nothing permits it","code":"no-permission"}]}]}]}
        """;

    @ParameterizedTest
    @EnumSource
    void tellsInEachLanguageWhatAPartnerWouldGetAndWhyNot(Language language) throws Exception {
        var lines = new Foresight(language)
                .text(new ObjectMapper().readTree(FORESIGHT))
                .lines()
                .toList();

        assertThat(lines.subList(2, lines.size()))
                .containsExactlyElementsOf(
                        switch (language) {
                            case EN ->
                                List.of(
                                        "    offer: could agree on it",
                                        "    agreement a0: would get nothing, because",
                                        "      not fulfilled: \u201cAt most 30 days.\u201d There is: P90D.",
                                        "      not fulfilled: \u201cA purpose.\u201d",
                                        "      nothing permits it");
                            case NL ->
                                List.of(
                                        "    aanbod: zou het kunnen overeenkomen",
                                        "    overeenkomst a0: zou niets krijgen, omdat",
                                        "      niet vervuld: \u201cAt most 30 days.\u201d Er is: P90D.",
                                        "      niet vervuld: \u201cA purpose.\u201d",
                                        "      nothing permits it");
                            case DE ->
                                List.of(
                                        "    Angebot: k\u00f6nnte es vereinbaren",
                                        "    Vereinbarung a0: bek\u00e4me nichts; der Grund:",
                                        "      nicht erf\u00fcllt: \u201eAt most 30 days.\u201c Es gibt: P90D.",
                                        "      nicht erf\u00fcllt: \u201eA purpose.\u201c",
                                        "      nothing permits it");
                        });
    }
}
