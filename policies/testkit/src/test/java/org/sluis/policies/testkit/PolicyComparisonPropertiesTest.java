// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.CounterExample;
import org.sluis.policies.decision.DecisionCases;
import org.sluis.policies.decision.PolicyComparison;
import org.sluis.policies.decision.PolicyRelation;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.PolicyWriter;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.testkit.cases.CaseGenerator;
import org.sluis.policies.testkit.cases.Choices;

/** What is said of two policies, held against what both decide on generated cases. */
class PolicyComparisonPropertiesTest {
    private static final int PAIRS = Integer.getInteger("sluis.policy.cases", 100_000) / 1000;
    private static final long SEED = Long.getLong("sluis.policy.seed", 20_261_121);
    private static final int CASES_A_PAIR = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CaseGenerator generator = new CaseGenerator(SEED);
    private final Choices choices = new Choices(SEED);

    @Test
    void aPolicyIsEqualToItselfHoweverItIsOrdered() {
        for (var number = 0; number < PAIRS; number++) {
            var policy = policy(generator.plain(number));
            var turned = new Policy(
                    policy.kind(),
                    Optional.of("urn:another"),
                    policy.target(),
                    policy.assigner(),
                    policy.assignee(),
                    reversed(policy.permissions()),
                    reversed(policy.prohibitions()),
                    reversed(policy.obligations()));

            assertThat(PolicyComparison.of(policy, turned).relation()).isEqualTo(PolicyRelation.EQUAL);
        }
    }

    private static <T> List<T> reversed(List<T> list) {
        var turned = new ArrayList<>(list);
        Collections.reverse(turned);
        return turned;
    }

    @Test
    void aConjunctOrAProhibitionMakesNarrowerOrEqual() {
        var seen = new EnumMap<PolicyRelation, Integer>(PolicyRelation.class);
        for (var number = 0; number < PAIRS; number++) {
            var given = generator.plain(number);
            var changed = given.deepCopy();
            restrict(changed);
            var reading = PolicyReader.read(changed.get("policy"));
            if (reading instanceof Reading.Valid valid) {
                var comparison = PolicyComparison.of(valid.policy(), policy(given));
                seen.merge(comparison.relation(), 1, Integer::sum);

                assertThat(comparison.relation().isWithin())
                        .as(() -> told(changed, given, comparison))
                        .isTrue();
            }
        }
        assertThat(seen.get(PolicyRelation.NARROWER)).isGreaterThan(PAIRS / 4);
        assertThat(seen.get(PolicyRelation.EQUAL)).isGreaterThan(PAIRS / 50);
    }

    @Test
    void turningTheTwoAroundTurnsTheRelationAround() {
        for (var number = 0; number < PAIRS; number++) {
            var one = policy(generator.plain(number));
            var other = policy(neighbour(number));
            var there = PolicyComparison.of(one, other);
            var back = PolicyComparison.of(other, one);

            assertThat(back.relation()).isEqualTo(turned(there.relation()));
        }
    }

    private static PolicyRelation turned(PolicyRelation relation) {
        return switch (relation) {
            case EQUAL, INCOMPARABLE -> relation;
            case NARROWER -> PolicyRelation.WIDER;
            case WIDER -> PolicyRelation.NARROWER;
        };
    }

    @Test
    void noCaseContradictsWhatIsSaid() throws Exception {
        var seen = new EnumMap<PolicyRelation, Integer>(PolicyRelation.class);
        var differing = 0;
        for (var number = 0; number < PAIRS; number++) {
            var one = generator.plain(number);
            var other = neighbour(number);
            var comparison = PolicyComparison.of(policy(one), policy(other));
            seen.merge(comparison.relation(), 1, Integer::sum);
            for (var more = 0; more < CASES_A_PAIR; more++) {
                var given = more == 0 ? one : generator.plain(number + more);
                var first = allows(given, one.get("policy"));
                var second = allows(given, other.get("policy"));
                differing += first == second ? 0 : 1;

                assertThat(first && !second && comparison.relation().isWithin())
                        .as(() -> told(one, other, comparison) + given)
                        .isFalse();
                assertThat(second && !first && comparison.relation().covers())
                        .as(() -> told(one, other, comparison) + given)
                        .isFalse();
            }
        }
        assertThat(differing).isGreaterThan(PAIRS / 20);
        assertThat(seen).containsKeys(PolicyRelation.values());
    }

    @Test
    void everyCounterExampleIsOne() throws Exception {
        var looked = 0;
        for (var number = 0; number < PAIRS; number++) {
            var one = policy(generator.plain(number));
            var other = policy(neighbour(number));
            for (var example : PolicyComparison.of(one, other).counterExamples()) {
                assertThat(decision(example, one)).isEqualTo(example.allowedByFirst() ? "allow" : "deny");
                assertThat(decision(example, other)).isEqualTo(example.allowedByFirst() ? "deny" : "allow");
                looked++;
            }
        }
        assertThat(looked).isGreaterThan(PAIRS / 2);
    }

    @Test
    void policiesOfTheGeneratorAreHardlyEverTooLarge() {
        var untold = 0;
        var slowest = 0L;
        for (var number = 0; number < PAIRS; number++) {
            var one = policy(generator.plain(number));
            var other = policy(neighbour(number));
            var start = System.nanoTime();
            var comparison = PolicyComparison.of(one, other);
            slowest = Math.max(slowest, System.nanoTime() - start);
            untold += comparison.reason().contains("steps") ? 1 : 0;
        }
        assertThat(untold).isLessThan(PAIRS / 50);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(slowest)).isLessThan(20);
    }

    /** The same policy with small changes, or another one. */
    private ObjectNode neighbour(int number) {
        if (choices.chance(15)) {
            return generator.plain(number + 1L);
        }
        for (var attempt = 0; attempt < 20; attempt++) {
            var given = generator.plain(number);
            for (var changes = choices.of(1, 1, 2); changes > 0; changes--) {
                if (choices.chance(50)) {
                    restrict(given);
                } else {
                    alter(given);
                }
            }
            if (PolicyReader.read(given.get("policy")) instanceof Reading.Valid) {
                return given;
            }
        }
        return generator.plain(number);
    }

    private void restrict(ObjectNode given) {
        var policy = (ObjectNode) given.get("policy");
        if (choices.chance(20)) {
            policy.withArrayProperty("prohibition").add(generator.prohibition(given, choices));
        } else {
            var permissions = policy.get("permission");
            ((ObjectNode) permissions.get(choices.below(permissions.size())))
                    .withArrayProperty("constraint")
                    .add(generator.comparison(given, choices));
        }
    }

    /** Takes something out, or turns a connective. */
    private void alter(ObjectNode given) {
        var policy = given.get("policy");
        var lists = policy.findValues(choices.of("constraint", "or", "and", "xone", "duty"));
        if (lists.isEmpty()) {
            restrict(given);
            return;
        }
        var list = (ArrayNode) choices.of(lists);
        if (list.size() > 1) {
            list.remove(choices.below(list.size()));
        } else if (!list.isEmpty()) {
            list.add(list.get(0).deepCopy());
        }
    }

    private static Policy policy(ObjectNode given) {
        return ((Reading.Valid) PolicyReader.read(given.get("policy"))).policy();
    }

    private static boolean allows(ObjectNode given, JsonNode policy) throws Exception {
        var line = given.deepCopy();
        line.set("policy", policy);
        return JSON.readTree(DecisionCases.decide(line.toString()))
                .get("decision")
                .textValue()
                .equals("allow");
    }

    private static String decision(CounterExample example, Policy policy) throws Exception {
        var decided = example.agreement()
                .map(parties -> policy.asAgreement(parties.target(), parties.assigner(), parties.assignee()))
                .orElse(policy);
        var line = "{\"policy\":" + PolicyWriter.write(decided) + ",\"request\":" + example.request() + ",\"facts\":"
                + example.facts() + "}";
        return JSON.readTree(DecisionCases.decide(line)).get("decision").textValue();
    }

    private static String told(ObjectNode one, ObjectNode other, PolicyComparison comparison) {
        return "seed %d%n one   %s%n other %s%n said %s%n"
                .formatted(SEED, one.get("policy"), other.get("policy"), comparison);
    }
}
