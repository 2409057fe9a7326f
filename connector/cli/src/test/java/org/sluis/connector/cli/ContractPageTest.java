// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluis.policies.odrl.Language;
import org.xml.sax.InputSource;

class ContractPageTest {

    private static final String CONTRACT = """
            {"id":"a-1","provider":"did:web:maker.example","providerName":"maker","consumer":"did:web:buyer.example",
             "consumerName":"did:web:buyer.example","dataset":"urn:sluis:production-status:own","signedAt":"2026-11-21T10:00:00Z",
             "until":"2027-02-19T10:00:00Z","state":"active","sha256":"0f0e","canonical":"{\\"a\\":\\"<b>\\"}",
             "clauses":[{"pointer":"","text":"This is <script>alert(1)</script> & more","label":"enforced","kept":"enforced"}]}
            """;

    @ParameterizedTest
    @EnumSource
    void tellsPartiesTermsAndHashInEveryLanguage(Language language) throws Exception {
        var page = new ContractPage(language).of(Json.MAPPER.readTree(CONTRACT));

        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>\n", ""))));
        var text = document.getDocumentElement().getTextContent();
        assertThat(text)
                .contains("maker (did:web:maker.example)", "did:web:buyer.example", "0f0e", "2027-02-19T10:00:00Z")
                .contains("This is <script>alert(1)</script> & more", "{\"a\":\"<b>\"}");
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void saysThatAnAgreementHasEndedAndWhy() throws Exception {
        var ended = Json.MAPPER.readTree(
                CONTRACT.replace("\"state\":\"active\"", "\"state\":\"revoked\",\"endReason\":\"end of the trial\""));

        assertThat(new ContractPage(Language.EN).of(ended)).contains("no longer in force", "end of the trial");
        assertThat(new ContractPage(Language.EN).of(Json.MAPPER.readTree(CONTRACT)))
                .doesNotContain("no longer in force");
    }
}
