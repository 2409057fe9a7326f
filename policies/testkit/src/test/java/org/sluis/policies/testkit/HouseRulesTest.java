// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.HouseRuling;
import org.sluis.policies.usage.HouseRuling.Outcome;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.ProposedTerms;
import org.sluis.policies.usage.house.HouseJudge;
import org.sluis.policies.usage.house.HouseRulesReader;
import org.sluis.policies.usage.house.HouseRulesReading;
import org.sluis.policies.usage.house.WrittenHouseRules;

class HouseRulesTest {

    private static final Path PAGE = Path.of("../../connector/docs/house-rules.md");
    private static final String BUILDER = "did:web:builder.example";
    private static final HouseRulesReader READER = new HouseRulesReader(Set.of("production-status", "demand-forecast"));
    private static final Partners PARTNERS = new Partners(
            List.of(new Partner("builder", BUILDER, "http://127.0.0.1:1/dsp", List.of(), Optional.empty())));
    private static final String OTHERWISE = "\"otherwise\":{\"provider\":\"refuse\",\"consumer\":\"ask\"}";
    private static final String PURPOSE = "https://w3id.org/sluis/policy/1/purpose/delivery-follow-up";

    private static String policy(String... constraints) {
        return ("{'@context':{'odrl':'http://www.w3.org/ns/odrl/2/','sluis':'https://w3id.org/sluis/policy/1/'},"
                        + "'@type':'odrl:Set','odrl:permission':[{'odrl:action':'odrl:use','odrl:constraint':["
                        + String.join(",", constraints) + "]}]}")
                .replace('\'', '"');
    }

    private static String is(String leftOperand, String operator, String rightOperand) {
        return "{'odrl:leftOperand':'%s','odrl:operator':'odrl:%s','odrl:rightOperand':'%s'}"
                .formatted(leftOperand, operator, rightOperand);
    }

    private static String days(int days) {
        return policy(is("odrl:purpose", "eq", PURPOSE), is("sluis:sinceAgreement", "lteq", "P" + days + "D"));
    }

    private static ProposedTerms terms(Side side, String partner, String product, String policy) {
        var read = ((Reading.Valid) PolicyReader.read(policy)).policy();
        return new ProposedTerms(side, partner, Optional.of(product), "urn:d", read);
    }

    private static String rules(String... rules) {
        return "{\"version\":1,\"rules\":[" + String.join(",", rules) + "]," + OTHERWISE + "}";
    }

    private static String rule(String members) {
        return ("{'partner':'*','product':'*','side':'*'," + members + "}").replace('\'', '"');
    }

    private static HouseRuling ruling(String document, ProposedTerms terms) {
        var reading = READER.read(document);
        assertThat(reading).as(reading.toString()).isInstanceOf(HouseRulesReading.Valid.class);
        return new HouseJudge(((HouseRulesReading.Valid) reading).document(), PARTNERS, Language.EN).rule(terms);
    }

    private static String example() throws Exception {
        var page = Files.readString(PAGE);
        var start = page.indexOf("```json") + "```json".length();
        return page.substring(start, page.indexOf("```", start));
    }

    @ParameterizedTest
    @CsvSource({
        "PROVIDER, did:web:builder.example, production-status, 90, CONCLUDE, /rules/0",
        "PROVIDER, did:web:builder.example, production-status, 30, CONCLUDE, /rules/0",
        "PROVIDER, did:web:builder.example, production-status, 91, ASK, /rules/0",
        "PROVIDER, did:web:builder.example, demand-forecast, 30, REFUSE, /rules/1",
        "PROVIDER, did:web:steel.example, production-status, 30, ASK, ''",
        "CONSUMER, did:web:steel.example, production-status, 30, CONCLUDE, /rules/2",
        "CONSUMER, did:web:steel.example, production-status, 29, ASK, /rules/2",
    })
    void theExampleOfTheDocumentationDoesWhatThePageSays(
            Side side, String partner, String product, int days, Outcome outcome, String rule) throws Exception {
        var ruling = ruling(example(), terms(side, partner, product, days(days)));

        assertThat(ruling.outcome()).isEqualTo(outcome);
        assertThat(ruling.rule()).isEqualTo(rule);
    }

    @Test
    void tellsInPlainWordsWhyTermsAreOutside() throws Exception {
        var ruling = ruling(example(), terms(Side.PROVIDER, BUILDER, "production-status", days(91)));

        assertThat(ruling.reason()).contains("not within");
        assertThat(ruling.differences())
                .containsExactly("The agreement was made at most 91 days ago, instead of 90 days.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NL|vooraf goedvinden|De overeenkomst is hoogstens 91 dagen geleden gesloten, in plaats van 90 dagen.",
                "DE|im Voraus gutheißen|Seit der Vereinbarung ist höchstens so viel Zeit vergangen: 91 Tage, statt 90"
                        + " Tage."
            })
    void tellsItInTheLanguageOfWhoeverLooks(Language language, String reason, String difference) throws Exception {
        var document = ((HouseRulesReading.Valid) READER.read(example())).document();
        var terms = terms(Side.PROVIDER, BUILDER, "production-status", days(91));

        var ruling = new HouseJudge(document, PARTNERS, language).rule(terms);

        assertThat(ruling.reason()).contains(reason);
        assertThat(ruling.differences()).containsExactly(difference);
    }

    @Test
    void theFirstRuleThatMatchesSpeaksAndNamesAreLookedUp() {
        var document = rules(
                rule("'decision':'refuse','reason':'no'").replace("\"partner\":\"*\"", "\"partner\":\"nobody\""),
                rule("'decision':'ask'").replace("\"partner\":\"*\"", "\"partner\":\"builder\""),
                rule("'decision':'conclude'"));

        assertThat(ruling(document, terms(Side.PROVIDER, BUILDER, "x", days(1))).rule())
                .isEqualTo("/rules/1");
        assertThat(ruling(document, terms(Side.PROVIDER, "did:web:other.example", "x", days(1)))
                        .outcome())
                .isEqualTo(Outcome.CONCLUDE);
    }

    @Test
    void whereNoRuleMatchesTheSideDecides() {
        assertThat(ruling(rules(), terms(Side.PROVIDER, BUILDER, "x", days(1))).outcome())
                .isEqualTo(Outcome.REFUSE);
        assertThat(ruling(rules(), terms(Side.CONSUMER, BUILDER, "x", days(1))).outcome())
                .isEqualTo(Outcome.ASK);
    }

    @Test
    void aRuleForAProductDoesNotMatchADatasetThatDoesNotTell() {
        var document =
                rules(rule("'decision':'conclude'").replace("\"product\":\"*\"", "\"product\":\"demand-forecast\""));
        var untold = new ProposedTerms(Side.PROVIDER, BUILDER, Optional.empty(), "urn:d", anything());

        assertThat(ruling(document, untold).outcome()).isEqualTo(Outcome.REFUSE);
    }

    private static Policy anything() {
        return ((Reading.Valid) PolicyReader.read(policy())).policy();
    }

    @Test
    void incomparableTermsCountAsOutside() {
        var document = rules(rule("'decision':'conclude','otherwise':'refuse','atMost':" + days(30)));
        var other = policy(is("odrl:purpose", "eq", PURPOSE), is("odrl:count", "lteq", "5"));

        var ruling = ruling(document, terms(Side.PROVIDER, BUILDER, "x", other));

        assertThat(ruling.outcome()).isEqualTo(Outcome.REFUSE);
        assertThat(ruling.differences())
                .anyMatch(difference -> difference.startsWith("Also: "))
                .anyMatch(difference -> difference.startsWith("No longer: "));
    }

    @Test
    void termsForOneFirmAreWithinTermsThatNameThatFirm() {
        var onlyBuilder = policy(is("odrl:recipient", "eq", BUILDER));
        var document = rules(rule("'decision':'conclude','atMost':" + onlyBuilder));
        var offered = terms(Side.PROVIDER, BUILDER, "x", policy());
        var other = terms(Side.PROVIDER, "did:web:other.example", "x", policy());

        assertThat(ruling(document, offered).outcome()).isEqualTo(Outcome.CONCLUDE);
        assertThat(ruling(document, other).outcome()).isEqualTo(Outcome.ASK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|/version",
                "{'version':2,'rules':[],OTHERWISE}|/version",
                "{'version':1,OTHERWISE}|/rules",
                "{'version':1,'rules':[]}|/otherwise",
                "{'version':1,'rules':[],'otherwise':{'provider':'ask'}}|/otherwise/consumer",
                "{'version':1,'rules':[],'more':1,OTHERWISE}|/more",
                "{'version':1,'rules':[1],OTHERWISE}|/rules/0",
                "RULE('decision':'maybe')|/rules/0/decision",
                "RULE('decision':'ask','side':'*')|``",
                "RULE('decision':'ask','surprise':1)|/rules/0/surprise",
                "RULE('decision':'ask','reason':7)|/rules/0/reason",
                "RULE('decision':'ask','otherwise':'ask')|/rules/0/otherwise",
                "RULE('decision':'refuse','atMost':{})|/rules/0/atMost",
                "RULE('decision':'conclude','atLeast':{},'otherwise':'conclude')|/rules/0/otherwise",
                "RULE('decision':'conclude','atMost':{'a':1})|/rules/0/atMost/a",
                "{'version':1,'rules':[{'partner':'*','product':'nuts','side':'*','decision':'ask'}],OTHERWISE}|/rules/0/product",
                "{'version':1,'rules':[{'partner':'','product':'*','side':'*','decision':'ask'}],OTHERWISE}|/rules/0/partner",
                "{'version':1,'rules':[{'partner':'*','product':'*','side':'both','decision':'ask'}],OTHERWISE}|/rules/0/side",
                "[]|``",
                "nonsense|``",
                "{'version':1,'version':1,'rules':[],OTHERWISE}|``",
            })
    void refusesWhatItDoesNotKnowNamingPlaceAndRemedy(String written, String pointer) {
        var text = written.replaceAll("RULE\\((.*)\\)", rules(rule("$1")).replace("\\", "\\\\"))
                .replace("OTHERWISE", OTHERWISE)
                .replace('\'', '"');

        var reading = READER.read(text);

        assertThat(reading).as(text).isInstanceOf(HouseRulesReading.Refused.class);
        assertThat(((HouseRulesReading.Refused) reading).problems())
                .anySatisfy(problem -> assertThat(problem.pointer()).isEqualTo(pointer))
                .allSatisfy(problem -> assertThat(problem.message()).hasSizeGreaterThan(15));
    }

    @Test
    void preAgreedTermsNameNobody() {
        var named = days(1).replace("\"odrl:permission\"", "\"odrl:target\":\"urn:d\",\"odrl:permission\"");

        assertThat(READER.read(rules(rule("'decision':'conclude','atMost':" + named)))
                        .toString())
                .contains("names-parties");
    }

    @Test
    void sizeAndDepthAreBounded() {
        var large = rules(rule("'decision':'ask','reason':'" + "x".repeat(HouseRulesReader.LARGEST) + "'"));
        var deep = "{\"version\":" + "[".repeat(100_000);
        var many = rules("1,".repeat(501) + "1");
        var start = System.nanoTime();

        assertThat(READER.read(large).toString()).contains("too-large");
        assertThat(READER.read(deep).toString()).contains("not-json");
        assertThat(READER.read(many).toString()).contains("too-many");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void withoutADocumentEverythingIsConcluded() {
        var rules = new WrittenHouseRules(new InMemoryHouseRulesVersions(), READER, PARTNERS);

        assertThat(rules.rule(terms(Side.PROVIDER, BUILDER, "x", days(1))).outcome())
                .isEqualTo(Outcome.CONCLUDE);
    }

    @Test
    void aDocumentThatCannotBeReadAnyMoreConcludesNothing() {
        var versions = new InMemoryHouseRulesVersions();
        versions.set(rules(rule("'decision':'conclude'")), "p", Instant.EPOCH);
        var rules = new WrittenHouseRules(versions, READER, PARTNERS);
        var asked = terms(Side.CONSUMER, BUILDER, "x", days(1));
        assertThat(rules.rule(asked).outcome()).isEqualTo(Outcome.CONCLUDE);

        versions.set("{\"version\":0}", "p", Instant.EPOCH);

        assertThat(rules.rule(asked).outcome()).isEqualTo(Outcome.ASK);
        assertThat(rules.rule(asked).reason()).contains("set them anew");
    }
}
