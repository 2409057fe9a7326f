// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.odrl.Language;

class InboxEntryTest {

    private static final String ENTRY = """
        {"id":"n1","partner":"builder","dataset":"urn:d","state":"REQUESTED","since":"2026-11-21T10:00:00Z",
         "waitsFor":"us","digest":"3f9a2b1c00000000","reason":"longer than usual","said":["anna countered it"],
         "clauses":[{"text":"At most 90 days.","label":"enforced","kept":"afgedwongen"}],
         "differences":["90 days instead of 60."],
         "previous":{"agreement":"a0","signedAt":"2026-10-01T10:00:00Z","state":"active","until":"2026-10-31T10:00:00Z",
           "relation":"wider","differences":["90 days instead of 30."],
           "clauses":[{"text":"At most 30 days.","label":"enforced","kept":"afgedwongen"}]}}
        """;

    private static JsonNode entry(String json) throws Exception {
        return new ObjectMapper().readTree(json);
    }

    @Test
    void tellsTheTermsAndHowTheyDifferFromTheHouseRulesAndFromTheAgreementBefore() throws Exception {
        assertThat(new InboxEntry(Language.EN).text(entry(ENTRY)).lines())
                .containsExactly(
                        "negotiation n1 with builder on urn:d, REQUESTED since 2026-11-21T10:00:00Z",
                        "why it waits: longer than usual",
                        "anna countered it",
                        "",
                        "At most 90 days. [afgedwongen]",
                        "",
                        "differs from the house rules:",
                        "  90 days instead of 60.",
                        "",
                        "the agreement before, a0 of 2026-10-01T10:00:00Z, ends 2026-10-31T10:00:00Z, active",
                        "what is proposed now permits more",
                        "",
                        "differs from the agreement before:",
                        "  90 days instead of 30.",
                        "",
                        "it said:",
                        "At most 30 days. [afgedwongen]",
                        "",
                        "to approve exactly this: sluis inbox approve n1 --seen 3f9a2b1c0000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NL|wijkt af van de huisregels:|wijkt af van de overeenkomst hiervoor:|wat nu wordt voorgesteld, staat"
                        + " meer toe",
                "DE|weicht von den Hausregeln ab:|weicht von der Vereinbarung davor ab:|was jetzt vorgeschlagen wird,"
                        + " erlaubt mehr",
            })
    void speaksDutchAndGerman(Language language, String house, String before, String relation) throws Exception {
        assertThat(new InboxEntry(language).text(entry(ENTRY)).lines())
                .contains(house, before, relation)
                .noneMatch(line -> line.contains("{") || line.startsWith("differs"));
    }

    @Test
    void saysOnlyWhatThereIsToSay() throws Exception {
        var bare = "{\"id\":\"n1\",\"waitsFor\":\"partner\",\"ended\":\"refused\",\"clauses\":[],\"said\":[]}";

        assertThat(new InboxEntry(Language.EN).text(entry(bare)).lines())
                .containsExactly("negotiation n1 with  on ,  since ", "ended: refused");
    }
}
