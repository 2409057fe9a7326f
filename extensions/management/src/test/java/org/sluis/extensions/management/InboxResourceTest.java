// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.edc.spi.monitor.Monitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.extensions.policyenforcement.approval.Inbox;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Mechanism;
import org.sluis.policies.odrl.Mechanisms;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.Approval;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.ProposedTerms;
import org.sluis.policies.usage.Pseudonyms;
import org.sluis.policies.usage.RunningMechanisms;

/** What people see of the inbox over real HTTP, and what they can say. */
class InboxResourceTest {

    private static final String KEY = "annas-key";
    private static final String MAKER = "did:web:maker.example";
    private static final String DATASET = "urn:sluis:production-status:own-orders";
    private static final String DIGEST = "3f9a2b1c" + "0".repeat(56);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Partner BUILDER =
            new Partner("builder", "did:web:builder.example", "http://127.0.0.1:1/dsp", List.of(), Optional.empty());
    private static final String DAYS = """
        {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/","sluis":"https://w3id.org/sluis/policy/1/"},
         "@type":"odrl:Offer","odrl:permission":[{"odrl:action":"odrl:use","odrl:constraint":[
           {"odrl:leftOperand":"sluis:sinceAgreement","odrl:operator":"odrl:lteq","odrl:rightOperand":"P%dD"}]}]}
        """;

    private final InMemoryAgreements agreements = new InMemoryAgreements();
    private final OneEntry inbox = new OneEntry();
    private ManagementListener listener;

    /** One request that waits, and the words that were said of it. */
    private static final class OneEntry implements Inbox {
        private final List<String> said = new ArrayList<>();
        private final Set<Language> languages = new HashSet<>();
        private Optional<Agreement> previous = Optional.empty();
        private List<Approval> earlier = List.of();

        @Override
        public List<Entry> list(Language language) {
            languages.add(language);
            return List.of(entry());
        }

        @Override
        public Optional<Entry> find(String negotiation, Language language) {
            languages.add(language);
            return negotiation.equals("negotiation-1") ? Optional.of(entry()) : Optional.empty();
        }

        private Entry entry() {
            return new Entry(
                    "negotiation-1",
                    WaitsFor.US,
                    "REQUESTED",
                    NOW,
                    new ProposedTerms(
                            Side.PROVIDER, BUILDER.id(), Optional.of("production-status"), DATASET, policy(90)),
                    DIGEST,
                    "/rules/2",
                    "longer than usual",
                    List.of("90 days instead of 30"),
                    Optional.empty(),
                    Optional.empty(),
                    previous,
                    earlier);
        }

        @Override
        public Outcome say(String negotiation, String seen, Word word, String principal) {
            if (!DIGEST.startsWith(seen)) {
                return new Outcome.Changed(entry());
            }
            if (!said.isEmpty()) {
                return new Outcome.SaidBefore(new Approval(
                        negotiation,
                        "REQUESTED/1",
                        Approval.Word.REFUSED,
                        DIGEST,
                        Optional.empty(),
                        Optional.of("too long"),
                        "ben",
                        NOW));
            }
            said.add(principal + " " + word);
            return new Outcome.Done(entry());
        }
    }

    /** Everything runs on both sides. */
    private static final class AllMechanisms implements RunningMechanisms {
        @Override
        public Set<Mechanism> own() {
            return Set.of(Mechanism.values());
        }

        @Override
        public Mechanisms between(Side ours, String partner) {
            return Mechanisms.alike(own());
        }
    }

    private static Policy policy(int days) {
        return ((Reading.Valid) PolicyReader.read(DAYS.formatted(days))).policy();
    }

    @BeforeEach
    void listen() throws Exception {
        var names = new PartnerNames(new Partners(List.of(BUILDER)));
        var hash = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
        var principals = new Principals(
                List.of(new Principals.Principal("anna", HexFormat.of().formatHex(hash))));
        listener = new ManagementListener(List.of(
                new PrincipalFilter(
                        principals,
                        new InMemoryManagementChanges(),
                        new Pseudonyms(new byte[32]),
                        Clock.systemUTC(),
                        new Monitor() {}),
                new RefusalMapper(),
                new InboxResource(
                        inbox,
                        new InboxJson(names, new AllMechanisms()),
                        new EndingAgreements(
                                agreements, names, Duration.ofDays(14), Clock.fixed(NOW, ZoneOffset.UTC)))));
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private static Agreement agreement(String id, Side side, int days, Instant signedAt) {
        var provider = side == Side.PROVIDER ? MAKER : BUILDER.id();
        var consumer = side == Side.PROVIDER ? BUILDER.id() : MAKER;
        var canonical = AgreedPolicy.of(id, provider, consumer, DATASET, signedAt, policy(days))
                .orElseThrow()
                .canonical();
        return new Agreement(
                id,
                side,
                provider,
                consumer,
                DATASET,
                signedAt,
                canonical.json(),
                canonical.sha256(),
                AgreementState.ACTIVE,
                Optional.empty());
    }

    @Test
    void whatIsListedIsAskedForInTheLanguageOfWhoAsks() throws Exception {
        assertThat(get("/inbox").path("waiting")).hasSize(1);
        assertThat(inbox.languages).containsExactly(Language.EN);

        assertThat(get("/inbox?lang=de").path("waiting")).hasSize(1);

        assertThat(inbox.languages).containsExactlyInAnyOrder(Language.EN, Language.DE);
        assertThat(listener.get(KEY, "/inbox?lang=fr").statusCode()).isEqualTo(400);
    }

    @Test
    void whoComesSecondIsToldSoInHisLanguage() throws Exception {
        var word = "{\"digest\":\"" + DIGEST + "\"}";
        say("approve", word);

        var second = listener.post(KEY, "/inbox/negotiation-1/approve?lang=nl", word);

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("ben weigerde het op");
    }

    private JsonNode get(String path) throws Exception {
        return Answers.JSON.readTree(listener.get(KEY, path).body());
    }

    private HttpResponse<String> say(String word, String body) throws Exception {
        return listener.post(KEY, "/inbox/negotiation-1/" + word, body);
    }

    @Test
    void tellsWhatWaitsInPlainWordsWithLabelsAndTheAgreementBefore() throws Exception {
        inbox.previous = Optional.of(agreement("a0", Side.PROVIDER, 30, NOW.minus(Duration.ofDays(5))));

        var entry = get("/inbox/nego?lang=en");

        assertThat(entry.path("partner").asText()).isEqualTo("builder");
        assertThat(entry.path("reason").asText()).isEqualTo("longer than usual");
        assertThat(entry.path("differences").get(0).asText()).isEqualTo("90 days instead of 30");
        assertThat(entry.path("clauses").findValuesAsText("text")).anyMatch(text -> text.contains("90 days"));
        assertThat(entry.path("clauses").findValuesAsText("label")).isNotEmpty().containsOnly("enforced");
        assertThat(entry.path("clauses").findValuesAsText("kept")).isNotEmpty().containsOnly("enforced");
        assertThat(entry.at("/previous/agreement").asText()).isEqualTo("a0");
        assertThat(entry.at("/previous/relation").asText()).isEqualTo("wider");
        assertThat(entry.at("/previous/clauses").findValuesAsText("text")).anyMatch(text -> text.contains("30 days"));
    }

    @Test
    void tellsHowTheTermsDifferFromTheAgreementBeforeClauseByClauseInTheLanguageAskedFor() throws Exception {
        inbox.previous = Optional.of(agreement("a0", Side.PROVIDER, 30, NOW.minus(Duration.ofDays(5))));

        var english = get("/inbox/negotiation-1").at("/previous/differences");
        var dutch = get("/inbox/negotiation-1?lang=nl");

        assertThat(english).hasSize(1);
        assertThat(english.get(0).asText())
                .isEqualTo("The agreement was made at most 90 days ago, instead of 30 days.");
        assertThat(dutch.at("/previous/differences").get(0).asText())
                .isEqualTo("De overeenkomst is hoogstens 90 dagen geleden gesloten, in plaats van 30 dagen.");
        assertThat(dutch.path("clauses").findValuesAsText("kept")).containsOnly("afgedwongen");
        assertThat(inbox.languages).contains(Language.NL);
    }

    @Test
    void tellsWhatPeopleSaidInTheLanguageAskedFor() throws Exception {
        inbox.earlier = List.of(new Approval(
                "negotiation-1",
                "REQUESTED/1",
                Approval.Word.COUNTERED,
                DIGEST,
                Optional.of("{}"),
                Optional.of("shorter"),
                "anna",
                NOW));

        assertThat(get("/inbox/negotiation-1?lang=nl").path("said").get(0).asText())
                .isEqualTo("anna deed een tegenbod op 2026-11-21T10:00:00Z: shorter");
    }

    @Test
    void approvesWhatWasSeen() throws Exception {
        var answer = say("approve", "{\"digest\":\"3F9A2B1C\",\"note\":\"fine\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(inbox.said).containsExactly("anna Approve[note=Optional[fine]]");
    }

    @Test
    void doesNotApproveWhatWasNotSeen() throws Exception {
        var answer = say("approve", "{\"digest\":\"00000000\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("Not what you saw", DIGEST, "sluis inbox show negotiation-1");
        assertThat(inbox.said).isEmpty();
    }

    @Test
    void tellsTheSecondPersonWhatTheFirstSaid() throws Exception {
        say("refuse", "{\"reason\":\"too long\"}");

        var second = say("approve", "{\"digest\":\"" + DIGEST + "\"}");

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("ben refused it at 2026-11-21T10:00:00Z: too long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "approve|{}|digest",
                "refuse|{}|reason",
                "refuse|{\"reason\":\"a\\u0000b\"}|control characters",
                "counter|{\"digest\":\"3f9a2b1c\"}|policy",
                "counter|{\"digest\":\"3f9a2b1c\",\"policy\":{\"@type\":\"Offer\",\"color\":\"red\"}}|Policy refused",
            })
    void refusesWordsThatAreIncomplete(String word, String body, String why) throws Exception {
        var answer = say(word, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(why);
        assertThat(inbox.said).isEmpty();
    }

    @Test
    void listsTheAgreementsThatEndSoonUnlessALaterOneGoesOn() throws Exception {
        agreements.freeze(agreement("ends", Side.CONSUMER, 30, NOW.minus(Duration.ofDays(20))));
        agreements.freeze(agreement("ended", Side.CONSUMER, 10, NOW.minus(Duration.ofDays(20))));
        agreements.freeze(agreement("renewed", Side.PROVIDER, 30, NOW.minus(Duration.ofDays(20))));
        agreements.freeze(agreement("goes-on", Side.PROVIDER, 90, NOW.minus(Duration.ofDays(1))));

        var ending = get("/inbox").path("ending");

        assertThat(ending.findValuesAsText("agreement")).containsExactly("ends");
        assertThat(ending.get(0).path("until").asText()).isEqualTo("2026-12-01T10:00:00Z");
        assertThat(ending.get(0).path("renew").asText()).isEqualTo("sluis agree builder " + DATASET);
    }
}
