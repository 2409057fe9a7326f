// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.DecisionCases;
import org.sluis.policies.testkit.cases.CaseGenerator;
import org.sluis.policies.testkit.cases.Choices;

/** The profile's semantics 7, on the evaluator of the connector. */
class SemanticPropertiesTest {
    private static final int CASES = Integer.getInteger("sluis.policy.cases", 100_000) / 50;
    private static final long SEED = Long.getLong("sluis.policy.seed", 20_261_121);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NOT_EVER_LESS = Set.of("odrl:gt", "odrl:gteq");

    private final CaseGenerator generator = new CaseGenerator(SEED);
    private final Choices choices = new Choices(SEED);

    @Test
    void orderNeverMatters() throws Exception {
        for (var number = 0; number < CASES; number++) {
            var given = generator.plain(number);
            var before = decide(given);
            var shuffled = given.deepCopy();
            shuffle(shuffled.get("policy"));
            var after = decide(shuffled);

            assertThat(after.get("decision")).as(() -> told(given, shuffled)).isEqualTo(before.get("decision"));
            assertThat(determining(after, shuffled))
                    .as(() -> told(given, shuffled))
                    .isEqualTo(determining(before, given));
        }
    }

    @Test
    void addingAProhibitionNeverWidens() throws Exception {
        neverWidens(given -> ((ObjectNode) given.get("policy"))
                .withArrayProperty("prohibition")
                .insert(0, generator.prohibition(given, choices)));
    }

    @Test
    void addingAConjunctToAPermissionNeverWidens() throws Exception {
        neverWidens(given -> any(given, "permission")
                .withArrayProperty("constraint")
                .insert(0, generator.comparison(given, choices)));
    }

    @Test
    void addingAConjunctToAProhibitionNeverNarrows() throws Exception {
        var looked = 0;
        for (var number = 0; number < CASES; number++) {
            var given = generator.plain(number);
            if (!given.get("policy").has("prohibition") || !allows(given)) {
                continue;
            }
            var changed = given.deepCopy();
            any(changed, "prohibition").withArrayProperty("constraint").add(generator.comparison(given, choices));
            var after = decide(changed).get("decision").textValue();
            // a second count beside a window makes the policy invalid, which is not narrower but no policy
            assertThat(after).as(() -> told(given, changed)).isNotEqualTo("deny");
            looked++;
        }
        assertThat(looked).isGreaterThan(CASES / 40);
    }

    @Test
    void aFactThatGetsLostNeverWidens() throws Exception {
        neverWidens(given -> {
            var facts = (ObjectNode) given.get("facts");
            var names = new ArrayList<String>();
            facts.fieldNames().forEachRemaining(names::add);
            names.remove("duties"); // absent means not violated
            if (facts.has("uses") && choices.chance(30)) {
                ((ObjectNode) facts.get("uses")).remove(choices.of("total", "P1D", "P1W", "PT24H", "PT15M"));
            } else if (!names.isEmpty()) {
                facts.remove(choices.of(names));
            }
        });
    }

    @Test
    void nothingReopensAfterTheEndOfEveryPermission() throws Exception {
        var allowedBefore = 0;
        for (var number = 0; number < CASES; number++) {
            var given = withoutProhibitionsAndXone(generator.plain(number));
            var end = OffsetDateTime.parse("2027-01-01T00:00:00Z");
            for (var permission : given.at("/policy/permission")) {
                ((ObjectNode) permission)
                        .withArrayProperty("constraint")
                        .addObject()
                        .put("leftOperand", "odrl:dateTime")
                        .put("operator", choices.of("odrl:lt", "odrl:lteq"))
                        .put(
                                "rightOperand",
                                end.minusSeconds(choices.below(1000)).toString());
            }
            allowedBefore += allows(at(given, end.minusDays(choices.below(300) + 1L))) ? 1 : 0;
            var later = at(given, end.plusSeconds(1 + choices.between(0, 100_000_000)));

            assertThat(allows(later)).as(later::toString).isFalse();
        }
        assertThat(allowedBefore).isGreaterThan(CASES / 20);
    }

    @Test
    void whereOnlyEndsAreSetADenialStays() throws Exception {
        var denied = 0;
        for (var number = 0; number < CASES; number++) {
            var given = withoutProhibitionsAndXone(generator.plain(number));
            if (opensWithTime(given.get("policy")) || !given.at("/request").has("at")) {
                continue;
            }
            var now = OffsetDateTime.parse(given.at("/request/at").textValue().replace("-00:00", "Z"));
            var later = at(given, now.plus(Duration.ofSeconds(choices.between(1, 10_000_000))));
            if (!allows(given)) {
                denied++;
                assertThat(allows(later)).as(() -> told(given, later)).isFalse();
            }
        }
        assertThat(denied).isGreaterThan(CASES / 40);
    }

    @Test
    void invalidIsSaidOnlyOfThePolicy() throws Exception {
        for (var number = 0; number < CASES; number++) {
            var given = generator.any(number);
            var bare = given.deepCopy().put("request", "no request").put("facts", 0);

            assertThat(decide(bare).get("decision").textValue().equals("invalid"))
                    .as(() -> told(given, bare))
                    .isEqualTo(decide(given).get("decision").textValue().equals("invalid"));
        }
    }

    private void neverWidens(Consumer<ObjectNode> change) throws Exception {
        var denied = 0;
        for (var number = 0; number < CASES; number++) {
            var given = generator.plain(number);
            if (!allows(given)) {
                var changed = given.deepCopy();
                change.accept(changed);
                assertThat(allows(changed)).as(() -> told(given, changed)).isFalse();
                denied++;
            }
        }
        assertThat(denied).isGreaterThan(CASES / 10);
    }

    private static boolean allows(ObjectNode given) throws Exception {
        return decide(given).get("decision").textValue().equals("allow");
    }

    private static JsonNode decide(ObjectNode given) throws Exception {
        return JSON.readTree(DecisionCases.decide(given.toString()));
    }

    private static String told(ObjectNode given, ObjectNode changed) {
        return "seed %d%n given   %s%n changed %s%n".formatted(SEED, given, changed);
    }

    private ObjectNode any(ObjectNode given, String kind) {
        var rules = given.get("policy").get(kind);
        return (ObjectNode) rules.get(choices.below(rules.size()));
    }

    private static ObjectNode at(ObjectNode given, OffsetDateTime at) {
        var moved = given.deepCopy();
        ((ObjectNode) moved.get("request")).put("at", at.toInstant().toString());
        return moved;
    }

    private static ObjectNode withoutProhibitionsAndXone(ObjectNode given) {
        ((ObjectNode) given.get("policy")).remove("prohibition");
        // One within another is found only when the outer one is gone.
        for (var parent = given.get("policy").findParent("xone");
                parent != null;
                parent = given.get("policy").findParent("xone")) {
            ((ObjectNode) parent).set("or", ((ObjectNode) parent).remove("xone"));
        }
        given.get("policy").findParents("or").forEach(SemanticPropertiesTest::withoutWindows);
        return given;
    }

    /** A window may not stand in an or. */
    private static void withoutWindows(JsonNode parent) {
        var kept = ((ArrayNode) parent.get("or"));
        for (var index = kept.size() - 1; index >= 0; index--) {
            if (kept.get(index).path("leftOperand").asText().equals("sluis:window")) {
                kept.remove(index);
            }
        }
    }

    private static boolean opensWithTime(JsonNode policy) {
        return policy.findParents("leftOperand").stream()
                .anyMatch(it -> NOT_EVER_LESS.contains(it.get("operator").textValue())
                        || it.get("leftOperand").textValue().equals("sluis:lease"));
    }

    private void shuffle(JsonNode node) {
        if (node instanceof ArrayNode array) {
            var members = new ArrayList<JsonNode>();
            array.forEach(members::add);
            array.removeAll();
            while (!members.isEmpty()) {
                array.add(members.remove(choices.below(members.size())));
            }
        }
        node.forEach(this::shuffle);
    }

    /** The determining rule without regard to the order of anything in it. */
    private static List<String> determining(JsonNode decided, ObjectNode given) {
        var rules = new ArrayList<String>();
        if (decided.get("decision").textValue().equals("allow")) {
            decided.get("rules").forEach(rule -> rules.add(unordered(given.at("/policy/" + rule.textValue()))));
        }
        return rules;
    }

    private static String unordered(JsonNode node) {
        if (!node.isContainerNode()) {
            return node.toString();
        }
        var members = new TreeSet<String>();
        if (node.isArray()) {
            node.forEach(member -> members.add(unordered(member)));
        } else {
            node.properties().stream()
                    .filter(member ->
                            !member.getValue().isEmpty() || !member.getValue().isContainerNode())
                    .forEach(member -> members.add(member.getKey() + ":" + unordered(member.getValue())));
        }
        return members.toString();
    }
}
