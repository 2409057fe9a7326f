// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.systemtests.scenarios.Management.CallFailedException;

/** What people say of terms that wait: from the command line of two firms, and while the process is killed. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PeopleTest {

    private static final long PATIENCE_SECONDS = 90;
    /** As many of each word; a process is killed twice for nine of them. */
    private static final int ASKED = Integer.getInteger("sluis.people.words", 9);

    private static final String RULES = """
        {"version": 1,
         "rules": [{"partner": "*", "product": "*", "side": "provider", "decision": "%s", "reason": "a person looks at it"}],
         "otherwise": {"provider": "conclude", "consumer": "conclude"}}
        """;
    private static final String POLICY = """
        {"@context": {"odrl": "http://www.w3.org/ns/odrl/2/", "sluis": "https://w3id.org/sluis/policy/1/"},
         "@type": "odrl:Set", "odrl:profile": "https://w3id.org/sluis/policy/1/profile",
         "odrl:permission": [{"odrl:action": "odrl:use", "odrl:constraint": [
           {"odrl:leftOperand": "odrl:count", "odrl:operator": "odrl:lteq", "odrl:rightOperand": "%d"}]}]}
        """;

    private static final String MANY_CLAUSES = """
        {"@context": {"odrl": "http://www.w3.org/ns/odrl/2/", "sluis": "https://w3id.org/sluis/policy/1/"},
         "@type": "odrl:Set", "odrl:profile": "https://w3id.org/sluis/policy/1/profile",
         "odrl:permission": [
           {"odrl:action": "odrl:use",
            "odrl:constraint": [
              {"odrl:leftOperand": "odrl:dateTime", "odrl:operator": "odrl:lt", "odrl:rightOperand": "2099-01-01T00:00:00.5+02:00"},
              {"odrl:leftOperand": "sluis:sinceAgreement", "odrl:operator": "odrl:lteq", "odrl:rightOperand": "P2W"},
              {"odrl:leftOperand": "odrl:elapsedTime", "odrl:operator": "odrl:lteq", "odrl:rightOperand": "P1DT2H3M4S"},
              {"odrl:or": [
                {"odrl:leftOperand": "odrl:purpose", "odrl:operator": "odrl:eq", "odrl:rightOperand": "Qualit\u00e4t \ud83d\ude00 \\"x\\""},
                {"odrl:and": [
                  {"odrl:leftOperand": "odrl:count", "odrl:operator": "odrl:lteq", "odrl:rightOperand": "5"},
                  {"odrl:leftOperand": "sluis:window", "odrl:operator": "odrl:eq", "odrl:rightOperand": "P1D"},
                  {"odrl:xone": [
                    {"odrl:leftOperand": "odrl:recipient", "odrl:operator": "odrl:neq", "odrl:rightOperand": "did:web:x.example"},
                    {"odrl:leftOperand": "odrl:recipient", "odrl:operator": "odrl:eq", "odrl:rightOperand": "did:web:x.example"}]}]}]}],
            "odrl:duty": [
              {"odrl:action": "sluis:log"},
              {"odrl:action": "odrl:attribute", "odrl:constraint":
                {"odrl:leftOperand": "sluis:within", "odrl:operator": "odrl:lteq", "odrl:rightOperand": "PT24H"}}]},
           {"odrl:action": "odrl:display"}],
         "odrl:prohibition": [
           {"odrl:action": "odrl:distribute"},
           {"odrl:action": "odrl:print", "odrl:constraint": [
             {"odrl:leftOperand": "odrl:spatial", "odrl:operator": "odrl:neq", "odrl:rightOperand": "NL"}]}],
         "odrl:obligation": [{"odrl:action": "odrl:attribute"}]}
        """;
    private static final String MANY_SPELLINGS = """
        {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set",
         "permission": {"action": {"@id": "http://www.w3.org/ns/odrl/2/use"}, "constraint": [
           {"leftOperand": "count", "operator": "lteq", "rightOperand": "7"},
           {"odrl:leftOperand": {"@id": "odrl:count"}, "operator": {"@id": "odrl:lteq"}, "rightOperand": "7"},
           {"and": {"leftOperand": "delayPeriod", "operator": "gteq", "rightOperand": "PT1S"}}]}}
        """;

    @TempDir
    private static Path folder;

    private static Chain chain;
    private static Company maker;
    private static Company builder;

    @BeforeAll
    static void aChain() throws Exception {
        chain = new Chain(folder);
        maker = new Company("maker", folder).with("").start();
        builder = new Company("builder", folder).with("").start();
        chain.enrol(maker, builder);
        maker.management().publish("readings", "http://127.0.0.1:1/", POLICY.formatted(10));
    }

    @AfterAll
    static void goHome() {
        builder.close();
        maker.close();
        chain.close();
    }

    private static String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String told(int code, Company company, String... arguments) throws Exception {
        var told = Sluis.run(company, arguments);
        assertThat(told.code()).as(told.text()).isEqualTo(code);
        return told.text();
    }

    /** What waits for a firm's own word. */
    private static List<JsonNode> waiting(Company company) throws CallFailedException {
        var inbox = company.management().get("/sluis/inbox").path("waiting");
        return StreamSupport.stream(inbox.spliterator(), false)
                .filter(entry -> entry.path("waitsFor").asText().equals("us"))
                .toList();
    }

    private static List<JsonNode> awaitWaiting(Company company, int many) throws CallFailedException {
        await(() -> waiting(company).size() == many);
        return waiting(company);
    }

    private interface Condition {
        boolean holds() throws CallFailedException;
    }

    private static void await(Condition condition) throws CallFailedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Pause.millis(200);
        }
    }

    @Test
    @Order(1)
    void peopleAnswerFromTheCommandLine() throws Exception {
        setHouseRules();

        assertThat(told(4, builder, "agree", "maker", "readings", "--wait", "1"))
                .contains("no agreement yet");
        var asked = awaitWaiting(maker, 1).get(0);
        var id = asked.path("id").asText();
        var seen = asked.path("digest").asText().substring(0, 12);
        assertThat(told(0, maker, "inbox")).contains(id, "waits for us", "builder", "readings", "a person looks at it");
        assertThat(told(0, maker, "inbox", "list", "--lang", "nl")).contains(id, "wacht op ons");
        assertThat(told(0, maker, "inbox", "show", id.substring(0, 8), "--lang", "nl"))
                .contains("waarom zij wacht: a person looks at it", "hoogstens 10 keer", "[afgedwongen]")
                .contains("sluis inbox approve " + id + " --seen " + seen);
        assertThat(told(1, maker, "inbox", "approve", id, "--seen", "00000000")).contains("Not what you saw");
        var narrower = file("narrower.json", POLICY.formatted(3));
        assertThat(told(
                        0,
                        maker,
                        "inbox",
                        "counter",
                        id,
                        "--seen",
                        seen,
                        "--policy",
                        narrower,
                        "--note",
                        "first three"))
                .contains("negotiation " + id + " with builder");
        var offered = awaitWaiting(builder, 1).get(0);
        var offer = offered.path("id").asText();
        assertThat(told(
                        0,
                        builder,
                        "inbox",
                        "approve",
                        offer,
                        "--seen",
                        offered.path("digest").asText()))
                .contains("with maker");
        await(() -> !agreements(builder).isEmpty());
        assertThat(told(0, builder, "contract", agreements(builder).get(0))).contains("at most 3 times");
        assertThat(hash(builder)).hasSize(64).isEqualTo(hash(maker));

        told(4, builder, "agree", "maker", "readings", "--wait", "1");
        var again = awaitWaiting(maker, 1).get(0).path("id").asText();
        assertThat(told(0, maker, "inbox", "show", again))
                .contains("what is proposed now permits more", "differs from the agreement before:")
                .contains("used at most 10 times in all, instead of 3");
        told(0, maker, "inbox", "refuse", again, "--reason", "three are enough");
        await(() -> ended(builder).contains("three are enough"));
    }

    private static List<String> agreements(Company company) throws CallFailedException {
        return company.management().get("/sluis/agreements").path("agreements").findValuesAsText("id");
    }

    /** Of the only agreement's canonical bytes. */
    private static String hash(Company company) throws CallFailedException {
        var id = agreements(company).get(0);
        return company.management()
                .get("/sluis/agreements/" + id)
                .path("sha256")
                .asText();
    }

    private static List<String> ended(Company company) throws CallFailedException {
        return company.management().negotiations().stream()
                .map(negotiation -> negotiation.path("errorDetail").asText())
                .toList();
    }

    /** A word that a person says, and the state that follows. */
    private enum Word {
        APPROVE("{\"digest\": \"%s\"}", "FINALIZED"),
        REFUSE("{\"digest\": \"%s\", \"reason\": \"not now\"}", "TERMINATED"),
        COUNTER("{\"digest\": \"%s\", \"policy\": " + POLICY.formatted(3) + "}", "FINALIZED");

        private final String body;
        private final String state;

        Word(String body, String state) {
            this.body = body;
            this.state = state;
        }

        static Word of(int index) {
            return values()[index % values().length];
        }

        void sayOf(JsonNode entry) throws CallFailedException {
            var path = "/sluis/inbox/" + entry.path("id").asText() + "/" + name().toLowerCase(Locale.ROOT);
            maker.management().post(path, body.formatted(entry.path("digest").asText()));
        }
    }

    @Test
    @Order(2)
    void aWordIsFollowedExactlyOnceWhateverTheProcessWasDoingWhenItWasKilled() throws Exception {
        told(0, maker, "rules", "set", file("ask.json", RULES.formatted("ask")));
        var before = agreements(maker).size();
        var offer = builder.management().offer(maker);
        for (var i = 0; i < ASKED; i++) {
            builder.management().negotiate(maker, offer);
        }
        var asked = awaitWaiting(maker, ASKED);

        for (var some = 2; some < ASKED - 2; some += 3) {
            killWhenSomeAreSaid(asked, some);
        }
        for (var i = 0; i < ASKED; i++) {
            sayUnlessSaid(Word.of(i), asked.get(i));
        }
        for (var offered : awaitWaiting(builder, ASKED / 3)) {
            builder.management()
                    .post(
                            "/sluis/inbox/" + offered.path("id").asText() + "/approve",
                            "{\"digest\": \"%s\"}"
                                    .formatted(offered.path("digest").asText()));
        }

        for (var i = 0; i < ASKED; i++) {
            var id = asked.get(i).path("id").asText();
            var word = Word.of(i);
            var seen = whenItIs(word.state, id);
            assertThat(seen.path("state").asText())
                    .as("%s of %s; the logs are in %s", word, seen, folder)
                    .isEqualTo(word.state);
            assertThat(maker.management().get("/sluis/inbox/" + id).path("said"))
                    .as(word + " of " + id)
                    .hasSize(1);
        }
        var concluded = before + ASKED / 3 * 2;
        await(() -> agreements(builder).size() >= concluded);
        assertThat(agreements(maker)).hasSize(concluded).containsExactlyInAnyOrderElementsOf(agreements(builder));
        assertThat(ended(builder).stream().filter("not now"::equals)).hasSize(ASKED / 3);
        assertThat(waiting(builder)).isEmpty();
    }

    /** A negotiation once it is in a state, or when it was too long in another one. */
    private static JsonNode whenItIs(String wanted, String negotiation) throws CallFailedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            var seen = maker.management().negotiation(negotiation);
            if (seen.path("state").asText().equals(wanted) || System.nanoTime() > end) {
                return seen;
            }
            Pause.millis(200);
        }
    }

    /** Through the management API, two databases, JSON-LD and the messages: parties, time and every clause are in the hash. */
    @Test
    @Order(3)
    void whatBothHoldIsWhatWasWritten() throws Exception {
        told(0, maker, "rules", "set", file("conclude.json", RULES.formatted("conclude")));
        for (var written : List.of(MANY_CLAUSES, MANY_SPELLINGS)) {
            var policy = ((Reading.Valid) PolicyReader.read(written)).policy();
            maker.management().publishUnder(written);
            var before = agreements(builder);

            builder.management().negotiate(maker, builder.management().offer(maker));
            await(() -> agreements(builder).size() > before.size());

            var id = agreements(builder).stream()
                    .filter(agreement -> !before.contains(agreement))
                    .findFirst()
                    .orElseThrow();
            await(() -> agreements(maker).contains(id));
            var held = builder.management().get("/sluis/agreements/" + id);
            var expected = AgreedPolicy.of(
                            id,
                            maker.id(),
                            builder.id(),
                            "readings",
                            Instant.parse(held.path("signedAt").asText()),
                            policy)
                    .orElseThrow()
                    .canonical();
            assertThat(held.path("sha256").asText()).isEqualTo(expected.sha256());
            assertThat(maker.management().get("/sluis/agreements/" + id).path("sha256"))
                    .isEqualTo(held.path("sha256"));
            assertThat(told(0, builder, "contract", id)).contains(expected.sha256());
        }
    }

    /** Who is cut off does not know whether the word was heard. */
    private static void killWhenSomeAreSaid(List<JsonNode> asked, int some) throws Exception {
        var answered = new CountDownLatch(some);
        var people = Executors.newFixedThreadPool(ASKED);
        try {
            for (var i = 0; i < ASKED; i++) {
                var word = Word.of(i);
                var entry = asked.get(i);
                people.execute(() -> {
                    if (isAnswered(word, entry)) {
                        answered.countDown();
                    }
                });
            }
            assertThat(answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            maker.kill9();
        } finally {
            people.shutdownNow();
        }
        maker.start();
    }

    private static boolean isAnswered(Word word, JsonNode entry) {
        try {
            sayUnlessSaid(word, entry);
            return true;
        } catch (CallFailedException | AssertionError e) {
            return false;
        }
    }

    private static void sayUnlessSaid(Word word, JsonNode entry) throws CallFailedException {
        try {
            word.sayOf(entry);
        } catch (CallFailedException e) {
            assertThat(e).hasMessageContaining("409");
        }
    }

    private static void setHouseRules() throws Exception {
        var wrong = file("wrong.json", RULES.formatted("perhaps"));
        var right = file("rules.json", RULES.formatted("ask"));
        var refused = Sluis.run("rules", "check", wrong);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.text()).contains("/rules/0/decision");
        assertThat(Sluis.run("rules", "check", right).text()).contains("valid");
        assertThat(told(1, maker, "rules", "set", wrong)).contains("/rules/0/decision");
        assertThat(told(0, maker, "rules", "set", right)).contains("is in force, SHA-256");
        assertThat(told(0, maker, "rules", "show", "--history"))
                .contains("version 1 of", "by p-", "a person looks at it");
        var terms = file("terms.json", POLICY.formatted(5));
        assertThat(told(
                        0,
                        maker,
                        "rules",
                        "test",
                        "--partner",
                        "builder",
                        "--product",
                        "production-status",
                        "--policy",
                        terms))
                .contains("ask, by /rules/0: a person looks at it");
    }
}
