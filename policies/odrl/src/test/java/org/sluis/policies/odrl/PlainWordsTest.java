// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluis.policies.odrl.Reading.Valid;

class PlainWordsTest {

    private static final Mechanisms RUNNING =
            Mechanisms.alike(EnumSet.range(Mechanism.DECISIONS, Mechanism.POLICY_LOG));

    private static final String POLICY = """
            {"@type": "odrl:Agreement", "odrl:target": "urn:sluis:production-status:own", "odrl:assigner": "did:web:a.example",
             "odrl:assignee": "did:web:b.example",
             "odrl:permission": [
               {"odrl:action": "odrl:use",
                "odrl:constraint": [
                  {"odrl:leftOperand": "odrl:dateTime", "odrl:operator": "odrl:lteq", "odrl:rightOperand": "2027-03-31T17:00:00+02:00"},
                  {"odrl:leftOperand": "odrl:count", "odrl:operator": "odrl:lteq", "odrl:rightOperand": "24"},
                  {"odrl:leftOperand": "sluis:window", "odrl:operator": "odrl:eq", "odrl:rightOperand": "P1D"},
                  {"odrl:or": [
                    {"odrl:leftOperand": "odrl:purpose", "odrl:operator": "odrl:eq", "odrl:rightOperand": "https://w3id.org/purposes/ProductionPlanning"},
                    {"odrl:and": [
                      {"odrl:leftOperand": "odrl:spatial", "odrl:operator": "odrl:neq", "odrl:rightOperand": "DE"},
                      {"odrl:leftOperand": "sluis:membership", "odrl:operator": "odrl:eq", "odrl:rightOperand": "did:web:authority.example"}]}]}],
                "odrl:duty": [{"odrl:action": "odrl:inform", "odrl:constraint": {"odrl:leftOperand": "sluis:within", "odrl:operator": "odrl:lteq", "odrl:rightOperand": "PT5M"}}]}],
             "odrl:prohibition": [{"odrl:action": "odrl:distribute"}],
             "odrl:obligation": [{"odrl:action": "odrl:delete"}]}
            """;

    @Test
    void tellsEveryClauseInEnglish() {
        assertThat(told(POLICY, Language.EN))
                .containsExactly(
                        "This is an agreement: a.example gives b.example the data \u201cown\u201d (code 3bc8627d). [enforced]",
                        "Permission 1: using the data, which includes reading, showing, summarising it and deriving new data"
                                + " from it, is allowed while all of the following holds. [enforced]",
                        "It is 2027-03-31 at 17:00:00 UTC+02:00 at the latest. [enforced]",
                        "The data is used at most 24 times within any 1 day. [enforced]",
                        "At least one of these holds: (1) The stated purpose is \u201cproduction planning\u201d (code c863afba);"
                                + " (2) All of these hold: (2.1) The data is used in a known country, and not in this one:"
                                + " Germany (DE); (2.2) The one who asks is an active member of the data space of"
                                + " authority.example. [declared]",
                        "Duty that comes with permission 1: the provider is told of each use, within 5 minutes."
                                + " [not available here]",
                        "Prohibition 1: passing the data on to others is always forbidden. [not available here]",
                        "Obligation 1: the data is deleted when the agreement ends. [not available here]");
    }

    @Test
    void tellsTheSameClausesInDutchAndGerman() {
        assertThat(told(POLICY, Language.NL))
                .hasSize(8)
                .contains(
                        "De gegevens worden hoogstens 24 keer gebruikt in elk tijdvak van 1 dag. [afgedwongen]",
                        "Het is uiterlijk 2027-03-31 om 17:00:00 UTC+02:00. [afgedwongen]");
        assertThat(told(POLICY, Language.DE))
                .hasSize(8)
                .contains("Verbot 1: die Daten an andere weiterzugeben ist immer verboten. [hier nicht verfügbar]");
    }

    @ParameterizedTest
    @EnumSource
    void hasAFullSentenceForEveryOperandOperatorActionAndDuty(Language language) {
        for (LeftOperand operand : LeftOperand.values()) {
            for (Operator operator : operand.operators()) {
                if (operand != LeftOperand.WINDOW && operand != LeftOperand.WITHIN) {
                    String value = value(operand);
                    String sentence = sentence(new AtomicConstraint(operand, operator, value), language);
                    assertThat(sentence)
                            .as(operand + " " + operator)
                            .endsWith(".")
                            .doesNotContain("{", "}");
                    assertPlain(sentence);
                }
            }
        }
        for (Action action : Action.values()) {
            assertPlain(language.words(action.isRequestable() ? "action." + action : "duty." + action));
        }
        for (Label label : Label.values()) {
            assertThat(label.in(language)).isNotBlank();
        }
    }

    @Test
    void hasTheSameSentencesInEveryLanguage() throws IOException {
        assertThat(sentences("nl").stringPropertyNames())
                .isEqualTo(sentences("en").stringPropertyNames());
        assertThat(sentences("de").stringPropertyNames())
                .isEqualTo(sentences("en").stringPropertyNames());
        assertThat(sentences("nl").values())
                .doesNotContainAnyElementsOf(sentences("en").values());
        assertThat(sentences("de").values())
                .doesNotContainAnyElementsOf(sentences("en").values());
    }

    private static Properties sentences(String language) throws IOException {
        Properties sentences = new Properties();
        try (InputStream file = PlainWords.class.getResourceAsStream("words_" + language + ".properties")) {
            sentences.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        sentences
                .keySet()
                .removeIf(name -> List.of("duty", "duty.within", "code").contains(name));
        return sentences;
    }

    @Test
    void namesThatWouldReadAlikeCarryACode() {
        TreeSet<String> texts = new TreeSet<>();
        for (String purpose : List.of("urn:a:planning", "urn:b:planning", "planning", "urn:a:Planning")) {
            texts.add(sentence(new AtomicConstraint(LeftOperand.PURPOSE, Operator.EQ, purpose), Language.EN));
        }

        assertThat(texts).hasSize(4);
    }

    @Test
    void windowsThatAreCountedApartReadApart() {
        PlainValues values = new PlainValues(Language.EN);

        assertThat(Stream.of("P1D", "PT24H", "P0DT24H", "P01D").map(values::duration))
                .containsExactly("1 day", "24 hours", "0 days 24 hours", "01 days");
    }

    @Test
    void aParticipantCannotPassForAnyone() {
        String anyone = "{\"odrl:permission\":{\"odrl:action\":\"odrl:use\"}}";
        String named = anyone.replace("{\"odrl:permission", "{\"odrl:assignee\":\"did:web:anyone\",\"odrl:permission");

        assertThat(told(named, Language.EN)).isNotEqualTo(told(anyone, Language.EN));
    }

    @ParameterizedTest
    @EnumSource
    void equalTextsMeanEqualPolicies(Language language) {
        long seed = System.nanoTime();
        RandomPolicies policies = new RandomPolicies(seed);
        Map<List<Clause>, Policy> told = new HashMap<>();
        int repeated = 0;
        for (int i = 0; i < 10_000; i++) {
            Policy policy = policies.next();
            Policy before = told.putIfAbsent(PlainWords.of(policy, language, RUNNING), policy);
            assertThat(before == null || before.equals(policy))
                    .as("seed " + seed + "\n" + before + "\n" + policy)
                    .isTrue();
            repeated += before == null ? 0 : 1;
        }
        assertThat(repeated).as("policies told twice").isPositive();
    }

    private static String sentence(AtomicConstraint constraint, Language language) {
        String policy =
                "{\"odrl:permission\":{\"odrl:action\":\"odrl:use\",\"odrl:constraint\":{\"odrl:leftOperand\":\""
                        + constraint.leftOperand().prefixed() + "\",\"odrl:operator\":\""
                        + constraint.operator().prefixed() + "\",\"odrl:rightOperand\":\"" + constraint.rightOperand()
                        + "\"}}}";
        return PlainWords.of(policy(policy), language, RUNNING).get(2).text();
    }

    private static String value(LeftOperand operand) {
        return switch (operand.form()) {
            case TEXT -> "urn:x:some-name";
            case DID -> "did:web:b.example";
            case INSTANT -> "2026-11-21T10:00:00Z";
            case DURATION -> "P3D";
            case COUNT -> "7";
            case COUNTRY -> "NL";
            case THUMBPRINT -> "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
        };
    }

    /** No IRI and no name of the vocabulary that is not also a plain word. */
    private static void assertPlain(String sentence) {
        assertThat(sentence).doesNotContain("://", "urn:", "did:", "odrl", "sluis");
        for (LeftOperand operand : LeftOperand.values()) {
            String name = operand.prefixed().replaceFirst("^.*:", "");
            if (!name.equals(name.toLowerCase(Locale.ROOT))) {
                assertThat(sentence).doesNotContain(name);
            }
        }
        for (Operator operator : Operator.values()) {
            assertThat(sentence)
                    .doesNotContainPattern("\\b" + operator.prefixed().replace("odrl:", "") + "\\b");
        }
    }

    private static List<String> told(String policy, Language language) {
        return PlainWords.of(policy(policy), language, RUNNING).stream()
                .map(clause -> clause.text() + " [" + clause.label().in(language) + "]")
                .toList();
    }

    private static Policy policy(String json) {
        return ((Valid) PolicyReader.read(json)).policy();
    }
}
