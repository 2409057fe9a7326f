// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.edc.spi.monitor.Monitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.extensions.policylog.projection.LogRow;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.usage.Actor;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.EndsTold;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.Pseudonyms;

/** The verbs over real HTTP: keys, recorded changes, bad input. */
class ManagementVerbsTest {

    private static final String KEY = "annas-key";
    private static final Partner BUILDER = new Partner(
            "builder", "did:web:builder.example", "http://127.0.0.1:1/dsp", List.of("10021"), Optional.of("NL"));

    private final InMemoryManagementChanges changes = new InMemoryManagementChanges();
    private final InMemoryAgreements agreements = new InMemoryAgreements();
    private final ListedLog log = new ListedLog();
    private final List<String> ended = new ArrayList<>();
    private final List<Optional<String>> actors = new ArrayList<>();
    private final List<Optional<String>> actorsOfReading = new ArrayList<>();
    private ManagementListener listener;

    @BeforeEach
    void listen() throws Exception {
        var names = new PartnerNames(new Partners(List.of(BUILDER)));
        var principals = new Principals(List.of(new Principals.Principal("anna", sha256(KEY))));
        listener = new ManagementListener(List.of(
                new PrincipalFilter(
                        principals, changes, new Pseudonyms(new byte[32]), Clock.systemUTC(), new Monitor() {}),
                new RefusalMapper(),
                new LogResource(log, names),
                new DataSpacesResource(() -> {
                    actorsOfReading.add(Actor.current());
                    return List.of("did:web:authority.example");
                }),
                new AgreementsResource(
                        new Negotiations(null, null, agreements, null),
                        agreements,
                        this::end,
                        EndsTold.nobody(),
                        names)));
        agreements.freeze(new Agreement(
                "a1",
                Agreement.Side.PROVIDER,
                "did:web:maker.example",
                BUILDER.id(),
                "urn:d",
                Instant.parse("2026-11-21T10:00:00Z"),
                "{}",
                "00",
                AgreementState.ACTIVE,
                Optional.empty()));
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private static String sha256(String key) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    /** Remembers what was recorded at the moment of the effect. */
    private boolean end(String agreement, String reason, String principal) {
        actors.add(Actor.current());
        ended.add(
                principal + " " + reason + " " + changes.list(1).get(0).status().isPresent());
        return agreements.end(agreement, AgreementState.REVOKED, reason);
    }

    @ParameterizedTest
    @CsvSource({"''", "wrong", "ANNAS-KEY"})
    void letsNobodyInWithoutAKeyOfAPrincipal(String key) throws Exception {
        var read = listener.get(key, "/agreements");
        var unknownPath = listener.get(key, "/nothing/here");
        var change = listener.post(key, "/agreements/a1/stop", "{\"reason\":\"x\"}");

        assertThat(List.of(read.statusCode(), unknownPath.statusCode(), change.statusCode()))
                .containsOnly(401);
        assertThat(read.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(ended).isEmpty();
        assertThat(changes.list(10)).isEmpty();
    }

    @Test
    void saysWhichDataSpacesThisCompanyBelongsTo() throws Exception {
        var answer = listener.get(KEY, "/data-spaces");

        assertThat(answer.body()).isEqualTo("{\"authorities\":[\"did:web:authority.example\"]}");
    }

    @Test
    void recordsAChangeWithItsPrincipalBeforeItTakesEffectAndHowItEndedAfter() throws Exception {
        var answer = listener.post(KEY, "/agreements/a1/stop", "{\"reason\":\"done\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"state\":\"revoked\"", "\"endReason\":\"done\"");
        assertThat(ended).containsExactly("anna done false");
        assertThat(changes.list(10)).singleElement().satisfies(change -> {
            assertThat(change.principal()).isEqualTo("anna");
            assertThat(change.path()).isEqualTo("/management/sluis/agreements/a1/stop");
            assertThat(change.status()).hasValue(200);
        });
    }

    @Test
    void bindsAChangeToThePseudonymOfItsPrincipalAndNoLonger() throws Exception {
        listener.post(KEY, "/agreements/a1/stop", "{\"reason\":\"done\"}");
        listener.post(KEY, "/agreements/a1/stop", "not json");
        for (int i = 0; i < 20; i++) {
            listener.get(KEY, "/data-spaces");
        }

        assertThat(actors).containsExactly(Optional.of(new Pseudonyms(new byte[32]).of("anna")));
        assertThat(new Pseudonyms(new byte[32]).of("anna")).matches("p-[0-9a-f]{16}");
        assertThat(actorsOfReading).hasSize(20).containsOnly(Optional.empty());
    }

    @Test
    void refusesAChangeThatCannotBeRecorded() throws Exception {
        changes.becomeUnavailable();

        var answer = listener.post(KEY, "/agreements/a1/stop", "{\"reason\":\"done\"}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(ended).isEmpty();
        assertThat(agreements.find("a1").orElseThrow().state()).isEqualTo(AgreementState.ACTIVE);
    }

    @Test
    void readingIsNoChange() throws Exception {
        assertThat(listener.get(KEY, "/agreements").body()).contains("\"partner\":\"builder\"");
        assertThat(changes.list(10)).isEmpty();
    }

    @Test
    void anAgreementEndsOnce() throws Exception {
        listener.post(KEY, "/agreements/a1/stop", "{\"reason\":\"first\"}");

        var again = listener.post(KEY, "/agreements/a1/stop", "{\"reason\":\"second\"}");

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reason\":           | 400 | not JSON",
                "[]                     | 400 | one JSON object",
                "{}                     | 400 | 'reason' is missing",
                "{\"reason\":7}         | 400 | must be a text",
                "{\"reason\":\" \"}     | 400 | not blank",
                "{\"reason\":\"a\",\"reason\":\"b\"} | 400 | Duplicate"
            })
    void namesWhatIsWrongWithABody(String body, int status, String told) throws Exception {
        var answer = listener.post(KEY, "/agreements/a1/stop", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(told).doesNotContain("Exception");
        assertThat(ended).isEmpty();
    }

    @Test
    void refusesBodiesThatAreTooLargeOrTooDeep() throws Exception {
        assertThat(listener.post(KEY, "/agreements", "{\"a\":\"" + "x".repeat(300_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(listener.post(KEY, "/agreements", "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anUnknownPartnerIsAnsweredWithThoseKnown() throws Exception {
        var answer = listener.post(KEY, "/agreements", "{\"partner\":\"nobody\",\"dataset\":\"urn:d\"}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("builder", "sluis.yaml");
    }

    @Test
    void listsDecisionsWithReasonsByPartnerAndOutcome() throws Exception {
        log.rows.add(row(0, "allow", BUILDER.id()));
        log.rows.add(row(1, "deny", BUILDER.id()));
        log.rows.add(row(2, "deny", "did:web:stranger.example"));

        var denied = Answers.JSON.readTree(
                listener.get(KEY, "/log?partner=builder&outcome=deny").body());

        assertThat(denied.path("entries")).singleElement().satisfies(entry -> {
            assertThat(entry.path("index").asLong()).isEqualTo(1);
            assertThat(entry.path("partner").asText()).isEqualTo("builder");
            assertThat(entry.at("/reasons/0/observed").asText()).isEqualTo("4");
        });
    }

    @Test
    void asksTheLogWhatWasAskedOfIt() throws Exception {
        listener.get(
                KEY,
                "/log?agreement=a&dataset=d&principal=anna&outcome=any&from=2026-11-21T10:00:00Z&until=2026-11-22T00:00:00Z&limit=3");

        assertThat(log.query)
                .isEqualTo(LogQuery.any(3)
                        .withAgreement(Optional.of("a"))
                        .withDataset(Optional.of("d"))
                        .withActor(Optional.of("p-anna"))
                        .between(
                                Optional.of(Instant.parse("2026-11-21T10:00:00Z")),
                                Optional.of(Instant.parse("2026-11-22T00:00:00Z"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/log?outcome=maybe",
                "/log?limit=0",
                "/log?limit=many",
                "/log?from=yesterday",
                "/log/entries/first/proof"
            })
    void refusesQuestionsOfTheLogThatMakeNoSense(String question) throws Exception {
        assertThat(listener.get(KEY, question).statusCode()).isEqualTo(400);
    }

    @Test
    void givesEvidenceOrSaysWhyNot() throws Exception {
        assertThat(listener.get(KEY, "/log/bundle?agreement=a").body()).hasSize(3);
        assertThat(listener.get(KEY, "/log/bundle?agreement=unknown").statusCode())
                .isEqualTo(404);
        assertThat(listener.get(KEY, "/log/bundle").statusCode()).isEqualTo(503);
        assertThat(listener.get(KEY, "/log/entries/0/proof").body()).contains("\"proof\":\"proof\"");
        assertThat(listener.get(KEY, "/log/entries/1/proof").statusCode()).isEqualTo(404);
    }

    @Test
    void erasesOnlyWhatWasConfirmed() throws Exception {
        var wish = "{\"agreement\":\"a\",\"month\":\"2026-11\",\"reason\":\"request 7\"";

        assertThat(listener.post(KEY, "/log/erasures", wish + "}").statusCode()).isEqualTo(400);
        assertThat(log.asked).isEmpty();
        assertThat(listener.post(KEY, "/log/erasures", wish + ",\"yes\":true}").body())
                .isEqualTo("{\"erased\":7}");
        assertThat(log.asked).containsExactly("erase a 2026-11 request 7");
    }

    @Test
    void signsWithAnotherKeyFromNowOn() throws Exception {
        assertThat(listener.post(KEY, "/log/keys", "{}").body()).contains("maker.example/plog/2026+");
        assertThat(log.asked).containsExactly("rotate");
    }

    @Test
    void goesOnAfterARestoredBackupAndSaysWhatIsLost() throws Exception {
        assertThat(listener.post(KEY, "/log/restore", "{}").body())
                .isEqualTo("{\"restored\":true,\"lost\":\"entries 3 to 5\"}");
    }

    private static LogRow row(long index, String outcome, String party) {
        var reason = "{\"rule\":\"/permission/0/constraint/0\",\"code\":\"constraint-not-met\",\"observed\":\"4\"}";
        return new LogRow(
                index,
                Optional.of(UUID.randomUUID()),
                Instant.parse("2026-11-21T10:00:00Z"),
                0,
                Sha256.of(new byte[] {1}),
                "release.decision",
                Optional.of(outcome),
                Optional.of(party),
                Optional.of("a1"),
                Optional.of("urn:d"),
                Optional.empty(),
                Optional.of("{\"moment\":\"release\",\"reasons\":[" + reason + "]}"));
    }

    @Test
    void aPolicyOutsideTheProfileIsRefusedWithItsPlace() throws IOException {
        var policy = (com.fasterxml.jackson.databind.node.ObjectNode)
                Answers.JSON.readTree("{\"@type\":\"odrl:Set\",\"surprise\":1}");

        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                Refusal.class, () -> PolicyCheck.require(policy))
                        .reasons())
                .extracting(Reason::pointer)
                .contains("/surprise");
    }

    @Test
    void theAccessPolicyOfAShareIsOneOfTheProfile() {
        PolicyCheck.require(AccessPolicy.only(List.of(BUILDER)));
        PolicyCheck.require(AccessPolicy.only(List.of(
                BUILDER,
                new Partner("steel", "did:web:steel.example", "http://127.0.0.1:2/dsp", List.of(), Optional.empty()))));
    }
}
