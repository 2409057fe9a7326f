// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluis.policies.decision.DecisionCases;
import org.sluis.policies.odrl.Action;
import org.sluis.policies.odrl.CanonicalForm;
import org.sluis.policies.odrl.Label;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.Mechanism;
import org.sluis.policies.odrl.Mechanisms;
import org.sluis.policies.odrl.PlainWords;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.PolicyWriter;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.odrl.Term;
import org.sluis.policies.testkit.reference.ReferenceEvaluator;
import org.sluis.policies.usage.Capabilities;

/**
 * Every row of the profile's table of plain words can be written, is decided on, and says how it is kept. A row of
 * {@code vocabulary.jsonl} has the form, a case in which it holds, one in which it fails and one in which a fact is missing.
 */
class VocabularyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Mechanism> RELEASED = EnumSet.range(Mechanism.DECISIONS, Mechanism.POLICY_LOG);
    private static final Set<Mechanism> EVERYTHING = EnumSet.allOf(Mechanism.class);
    private static final Set<String> OF_THE_REQUEST =
            Set.of("moment", "action", "target", "party", "purpose", "application", "at", "country");

    private static final List<String> TABLE = List.of(
            "only this firm",
            "not this firm",
            "members of this data space",
            "with this role",
            "with this label",
            "only for this purpose",
            "only for this purpose, accepted when it is negotiated",
            "only for one of these purposes",
            "from a moment",
            "until a moment",
            "until days after the agreement",
            "until hours after the first opening",
            "not before a delay",
            "at most so many uses",
            "at most so many uses in a day",
            "at most so many uses in a week",
            "the key must be renewed",
            "only these fields and rows",
            "no onward sharing",
            "no onward sharing out of this country",
            "onward at most so many hops under this policy",
            "tell me each use",
            "keep a log",
            "delete when it ends",
            "name the source",
            "only there",
            "only from this application",
            "only a connector that enforces",
            "withdrawn");

    record Row(JsonNode json) {

        String words() {
            return json.get("words").textValue();
        }

        String text(String member) {
            return json.path(member).asText();
        }

        boolean isDuty() {
            return text("clause").contains("/duty/") || text("clause").startsWith("/obligation/");
        }

        /** The rules on their own before there is an agreement, as an agreement afterwards. */
        String policy(boolean agreed) {
            ObjectNode policy = json.get("form").deepCopy();
            policy.put("@type", agreed ? "odrl:Agreement" : "odrl:Offer");
            if (agreed) {
                policy.put("target", "urn:dataset:x")
                        .put("assigner", "did:web:a.example")
                        .put("assignee", "did:web:b.example");
            }
            return policy.toString();
        }

        Policy read() {
            return ((Reading.Valid) PolicyReader.read(policy(true))).policy();
        }

        /** The row's form in one of its cases. */
        String line(String which) throws IOException {
            ObjectNode request = (ObjectNode) JSON.readTree("""
                    {"moment":"release","action":"odrl:use","target":"urn:dataset:x","party":"did:web:b.example",
                     "at":"2026-11-21T10:00:00Z"}\
                    """);
            ObjectNode facts = JSON.createObjectNode().put("agreement", "active");
            for (var member : json.get(which).properties()) {
                boolean asked = OF_THE_REQUEST.contains(member.getKey());
                ObjectNode into = asked ? request : facts;
                boolean absent = member.getValue().asText().equals("ABSENT")
                        || (member.getValue().isNull() && asked);
                if (absent) {
                    into.remove(member.getKey());
                } else {
                    into.set(member.getKey(), member.getValue());
                }
            }
            ObjectNode line = JSON.createObjectNode().put("id", words());
            line.set(
                    "policy",
                    JSON.readTree(policy(request.get("moment").asText().equals("release"))));
            line.set("request", request);
            line.set("facts", facts);
            return line.toString();
        }

        Label label(Set<Mechanism> running) {
            return PlainWords.of(read(), Language.EN, Mechanisms.alike(running)).stream()
                    .filter(clause -> clause.pointer().equals(text("clause")))
                    .findFirst()
                    .orElseThrow()
                    .label();
        }

        @Override
        public String toString() {
            return words();
        }
    }

    static List<Row> rows() throws IOException {
        try (var file = VocabularyTest.class.getResourceAsStream("vocabulary.jsonl")) {
            var rows = new ArrayList<Row>();
            for (var line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                rows.add(new Row(JSON.readTree(line)));
            }
            return rows;
        }
    }

    @Test
    void noRowOfTheTableIsMissing() throws IOException {
        assertThat(rows()).extracting(Row::words).containsExactlyElementsOf(TABLE);
    }

    @Test
    void everyOperandAndEveryDutyStandsInARow() throws IOException {
        var terms = new TreeSet<String>();
        for (var row : rows()) {
            Stream.of("leftOperand", "action")
                    .flatMap(key -> row.json().get("form").findValuesAsText(key).stream())
                    .forEach(terms::add);
        }
        var wanted = Stream.concat(
                        Stream.of(LeftOperand.values()),
                        Stream.of(Action.values()).filter(Action::isObligation))
                .map(Term::prefixed)
                .collect(Collectors.toSet());

        assertThat(terms).containsAll(wanted).contains("odrl:distribute", "odrl:use");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void canBeWrittenAndReadAgain(Row row) {
        Policy policy = row.read();

        Reading again = PolicyReader.read(PolicyWriter.write(policy).toString());

        assertThat(((Reading.Valid) again).policy()).isEqualTo(policy);
        assertThat(CanonicalForm.of(((Reading.Valid) again).policy())).isEqualTo(CanonicalForm.of(policy));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isAllowedWhereItHolds(Row row) throws Exception {
        for (JsonNode decision : decisions(row.line("holds"))) {
            assertThat(decision.get("decision").textValue())
                    .as(decision.toString())
                    .isEqualTo("allow");
        }
        assertThat(connector(row.line("holds")).get("duties"))
                .hasSize(row.isDuty() || row.words().startsWith("onward") ? 1 : 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isDeniedWhereItFails(Row row) throws Exception {
        for (JsonNode decision : decisions(row.line("fails"))) {
            assertThat(decision.get("decision").textValue())
                    .as(decision.toString())
                    .isEqualTo("deny");
        }
        assertThat(connector(row.line("fails")).at("/reasons/0/code").textValue())
                .isEqualTo(row.text("code"));
    }

    /** Of a duty, absent means that it was not violated; whatever else is not known is denied. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isDeniedWhereAFactIsMissingUnlessItIsADuty(Row row) throws Exception {
        if (!row.json().has("unknown")) {
            // Nothing has to be known for a prohibition without a condition; a purpose that is not stated is open
            // before the transfer.
            assertThat(row.words()).isIn("no onward sharing", "only for this purpose, accepted when it is negotiated");
            return;
        }
        assertThat(row.text("unknownWant")).isEqualTo(row.isDuty() ? "allow" : "deny");
        for (JsonNode decision : decisions(row.line("unknown"))) {
            assertThat(decision.get("decision").textValue())
                    .as(decision.toString())
                    .isEqualTo(row.text("unknownWant"));
        }
        assertThat(connector(row.line("unknown")).at("/reasons/0/code").asText())
                .isEqualTo(row.text("unknownCode"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void saysHowItIsKept(Row row) {
        assertThat(row.label(RELEASED).in(Language.EN)).isEqualTo(row.text("kept"));
        assertThat(row.label(EVERYTHING).in(Language.EN)).isEqualTo(row.text("later"));
    }

    /** What is permitted or prohibited is no burden; a condition or duty that nothing keeps is refused before it is agreed on. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aReceiverAgreesToNothingThatIsNotAvailableHere(Row row) {
        boolean burden = !row.text("clause").startsWith("/prohibition/");

        assertThat(Capabilities.of(RELEASED).lacking(row.read()).isEmpty())
                .isEqualTo(!burden || !row.text("kept").equals("not available here"));
        assertThat(Capabilities.of(EVERYTHING).lacking(row.read())).isEmpty();
    }

    private static List<JsonNode> decisions(String line) throws Exception {
        return List.of(connector(line), new ReferenceEvaluator().decide(line));
    }

    private static JsonNode connector(String line) throws Exception {
        return JSON.readTree(DecisionCases.decide(line));
    }
}
