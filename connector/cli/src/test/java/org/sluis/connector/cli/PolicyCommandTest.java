// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.decision.DecisionCases;

/** The machine interface for policies, in process. */
class PolicyCommandTest {

    private static final String CASE = """
            {"id":"%s","policy":%s,\
            "request":{"moment":"release","action":"odrl:use","target":"urn:d","party":"did:web:b.example",\
            "purpose":"urn:planning","at":"2026-11-21T10:00:00Z"},"facts":{"agreement":"active"}}
            """.strip();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("input.json"), text).toString();
    }

    private static ObjectNode agreement(String purpose) {
        var policy = Json.object();
        policy.putObject("@context").put("odrl", "http://www.w3.org/ns/odrl/2/");
        policy.put("@type", "odrl:Agreement").put("odrl:profile", Conditions.PROFILE);
        policy.put("odrl:target", "urn:d").put("odrl:assigner", "did:web:a.example");
        policy.put("odrl:assignee", "did:web:b.example");
        policy.putArray("odrl:permission")
                .addObject()
                .put("odrl:action", "odrl:use")
                .putArray("odrl:constraint")
                .addObject()
                .put("odrl:leftOperand", "odrl:purpose")
                .put("odrl:operator", "odrl:eq")
                .put("odrl:rightOperand", purpose);
        return policy;
    }

    @Test
    void aPolicyOfTheProfileIsValid() throws IOException {
        assertThat(run("policy", "check", file(agreement("urn:planning").toString())))
                .isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("valid");
    }

    @ParameterizedTest
    @CsvSource({"en,not available here", "nl,hier niet beschikbaar", "de,hier nicht verf\u00fcgbar"})
    void explainSaysWhichClausesNothingHereKeeps(String lang, String told) throws IOException {
        var policy = file("""
            {"odrl:permission":[
              {"odrl:action":"odrl:use","odrl:constraint":[
                 {"odrl:leftOperand":"sluis:lease","odrl:operator":"odrl:lteq","odrl:rightOperand":"PT15M"},
                 {"odrl:leftOperand":"odrl:count","odrl:operator":"odrl:lteq","odrl:rightOperand":"3"}],
               "odrl:duty":[{"odrl:action":"odrl:inform"},{"odrl:action":"sluis:log"}]},
              {"odrl:action":"odrl:distribute","odrl:constraint":[
                 {"odrl:leftOperand":"sluis:hops","odrl:operator":"odrl:lteq","odrl:rightOperand":"1"}]}],
             "odrl:obligation":[{"odrl:action":"odrl:delete"}]}
            """);

        assertThat(run("policy", "explain", "--json", "--lang", lang, policy)).isZero();

        var clauses = Json.parse(out.toString(), "out").path("clauses");
        assertThat(StreamSupport.stream(clauses.spliterator(), false)
                        .filter(clause -> clause.path("kept").asText().equals(told))
                        .map(clause -> clause.path("pointer").asText()))
                .containsExactly(
                        "/odrl:permission/0/odrl:constraint/0",
                        "/odrl:permission/0/odrl:duty/0",
                        "/odrl:permission/1",
                        "/odrl:permission/1/odrl:constraint/0",
                        "/odrl:obligation/0");
    }

    @Test
    void aPolicyOutsideTheProfileIsRefusedWithItsPlace() throws IOException {
        var policy = agreement("urn:planning");
        policy.put("odrl:surprise", "x");

        assertThat(run("policy", "check", "--json", file(policy.toString()))).isEqualTo(1);

        var answer = Json.parse(out.toString(), "out");
        assertThat(answer.path("valid").asBoolean(true)).isFalse();
        assertThat(answer.at("/problems/0/pointer").asText()).isEqualTo("/odrl:surprise");
    }

    @Test
    void whatIsNoJsonIsUnreadableAndItsLineIsSaid() throws IOException {
        assertThat(run("policy", "check", file("{\n\"a\": }"))).isEqualTo(3);
        assertThat(err.toString()).contains("line 2");
    }

    @Test
    void aMissingFileIsUnreadable() {
        assertThat(run("policy", "check", folder.resolve("none").toString())).isEqualTo(3);
        assertThat(run("policy", "decide", "--cases", folder.resolve("none").toString()))
                .isEqualTo(3);
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.contains("there is no file"));
    }

    @Test
    void decidesEachLineInOrder() throws IOException {
        var cases = CASE.formatted("first", agreement("urn:planning")) + "\n\n"
                + CASE.formatted("second", agreement("urn:sale")) + "\r\n" + CASE.formatted("third", "{\"a\":1}");

        assertThat(run("policy", "decide", "--cases", file(cases))).isZero();

        assertThat(out.toString().lines().map(line -> Json.parse(line, "out")))
                .extracting(line ->
                        line.path("id").asText() + " " + line.path("decision").asText())
                .containsExactly("first allow", "second deny", "third invalid");
    }

    @Test
    void anUnreadableLineStopsAndIsSaid() throws IOException {
        var cases = CASE.formatted("first", agreement("urn:planning")) + "\nnonsense\n";

        assertThat(run("policy", "decide", "--cases", file(cases))).isEqualTo(3);

        assertThat(out.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("line 2");
    }

    @Test
    void bytesThatAreNoTextAreUnreadable() throws IOException {
        var file = Files.write(folder.resolve("cases"), "{\"id\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run("policy", "decide", "--cases", file.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("line 1", "UTF-8");
    }

    @Test
    void theConditionsOfAShareMakeAPolicyOfTheProfile() throws IOException {
        var conditions = Conditions.parse(List.of(
                "--purpose=urn:a",
                "--purpose=urn:b",
                "--until=2027-01-01T00:00:00Z",
                "--for-period=P90D",
                "--times=3",
                "--each=P1D",
                "--role=supplier",
                "--connector=enforcing",
                "--no-onward-sharing"));

        assertThat(run(
                        "policy",
                        "check",
                        file(conditions
                                .policy(List.of("did:web:a.example", "did:web:b.example"))
                                .toString())))
                .as(out.toString())
                .isZero();
    }

    @Test
    void anOfferIsForMembersOfOneOfOurDataSpacesUnlessItIsSpelledOut() {
        var one = List.of("did:web:a.example");
        var two = List.of("did:web:a.example", "did:web:b.example");
        var usual = Conditions.parse(List.of("--for-period=P90D"));
        var lax = Conditions.parse(List.of("--for-period=P90D", "--without-membership"));

        assertThat(constraints(usual.policy(one)).path(0).toString())
                .isEqualTo("{\"odrl:leftOperand\":\"sluis:membership\",\"odrl:operator\":\"odrl:eq\","
                        + "\"odrl:rightOperand\":\"did:web:a.example\"}");
        assertThat(constraints(usual.policy(two)).path(0).path("odrl:or")).hasSize(2);
        assertThat(constraints(usual.policy(List.of()))).hasSize(1);
        assertThat(constraints(lax.policy(one))).isEqualTo(constraints(usual.policy(List.of())));
        assertThat(lax.membersOnly()).isFalse();
    }

    private static JsonNode constraints(JsonNode policy) {
        return policy.path("odrl:permission").path(0).path("odrl:constraint");
    }

    @Test
    void tellsWhichOfTwoPoliciesPermitsLessAndShowsACase() throws Exception {
        var narrow = agreement("urn:planning");
        var wide = agreement("urn:planning");
        ((ObjectNode) wide.path("odrl:permission").path(0)).remove("odrl:constraint");
        var one =
                Files.writeString(folder.resolve("one.json"), narrow.toString()).toString();
        var other =
                Files.writeString(folder.resolve("other.json"), wide.toString()).toString();

        assertThat(run("policy", "compare", one, other, "--json")).isZero();

        var answer = Json.parse(out.toString(), "out");
        assertThat(answer.path("relation").asText()).isEqualTo("narrower");
        assertThat(decided(answer.path("counterExample"), narrow)).isEqualTo("deny");
        assertThat(decided(answer.path("counterExample"), wide)).isEqualTo("allow");
    }

    private static String decided(JsonNode example, JsonNode policy) throws Exception {
        var line = (ObjectNode) example.deepCopy();
        line.remove("allowedBy");
        line.set("policy", policy);
        return Json.parse(DecisionCases.decide(line.toString()), "decision")
                .path("decision")
                .asText();
    }

    @Test
    void comparesInPlainText() throws IOException {
        var one = file(agreement("urn:planning").toString());

        assertThat(run("policy", "compare", one, one)).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("equal: both permit the same");
    }

    @Test
    void comparesNothingWithWhatIsNoPolicy() throws IOException {
        var one = file(agreement("urn:planning").toString());
        var none = Files.writeString(folder.resolve("none.json"), "{\"a\":1}").toString();

        assertThat(run("policy", "compare", one, none)).isEqualTo(1);
        assertThat(run("policy", "compare", one)).isEqualTo(2);
        assertThat(run("policy", "compare", one, folder.resolve("missing").toString()))
                .isEqualTo(3);
    }

    @Test
    void houseRulesAreCheckedWithoutAConnector() throws IOException {
        var rules = "{\"version\":1,\"rules\":[],\"otherwise\":{\"provider\":\"ask\",\"consumer\":\"conclude\"}}";

        assertThat(run("rules", "check", file(rules))).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("valid");
        assertThat(run("rules", "check", file(rules.replace("ask", "perhaps")))).isEqualTo(1);
        assertThat(out.toString()).contains("/otherwise/provider", "conclude, ask, refuse");
        assertThat(run("rules", "check", file("{"))).isEqualTo(3);
        assertThat(run("rules")).isEqualTo(2);
    }
}
