// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.testkit.reference.Comparison;
import org.sluis.policies.testkit.reference.Truth;

/** Constraints of the profile, steered towards a wanted value under given circumstances. */
final class Constraints {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int ATTEMPTS = 8;

    private final Choices choices;
    private final Circumstances circumstances;
    private final Comparison comparison;
    private final Comparisons comparisons;

    Constraints(Choices choices, Circumstances circumstances) {
        this.choices = choices;
        this.circumstances = circumstances;
        this.comparison = new Comparison(circumstances.request(), circumstances.facts());
        this.comparisons = new Comparisons(choices, circumstances);
    }

    /** Members of one {@code and} whose value is likely as wanted; empty wants nothing. */
    ArrayNode conjunction(int members, Optional<Truth> wanted, int level) {
        var and = JSON.arrayNode();
        var odd = choices.below(Math.max(1, members));
        for (var member = 0; member < members; member++) {
            var rest = wanted.equals(Optional.of(Truth.FALSE)) ? Optional.<Truth>empty() : wanted;
            and.add(constraint(member == odd ? wanted : rest, level));
        }
        return addWindow(and, wanted);
    }

    private ArrayNode addWindow(ArrayNode and, Optional<Truth> wanted) {
        var counts = new ArrayList<JsonNode>();
        and.forEach(member -> {
            if (member.path("leftOperand").asText().equals("odrl:count")) {
                counts.add(member);
            }
        });
        if (counts.size() != 1 || choices.chance(40)) {
            return and;
        }
        var window = choices.of(Values.WINDOWS);
        var count = comparison(wanted, Optional.of(window), "odrl:count");
        ((ObjectNode) counts.get(0)).setAll(count);
        return and.insert(choices.below(and.size() + 1), comparison("sluis:window", "odrl:eq", window));
    }

    private ObjectNode constraint(Optional<Truth> wanted, int level) {
        if (level == 3 || choices.chance(75)) {
            return comparison(wanted, Optional.empty(), operand());
        }
        var members = 1 + choices.below(3);
        return switch (choices.below(3)) {
            case 0 -> JSON.objectNode().set("and", conjunction(members, wanted, level + 1));
            case 1 -> JSON.objectNode().set("or", alternatives(members, wanted, Optional.empty(), level + 1));
            default -> {
                var rest = wanted.equals(Optional.of(Truth.TRUE)) ? Optional.of(Truth.FALSE) : Optional.<Truth>empty();
                yield JSON.objectNode().set("xone", alternatives(members, wanted, rest, level + 1));
            }
        };
    }

    private ArrayNode alternatives(int members, Optional<Truth> one, Optional<Truth> rest, int level) {
        var odd = choices.below(members);
        var alternatives = JSON.arrayNode();
        for (var member = 0; member < members; member++) {
            alternatives.add(constraint(member == odd ? one : rest, level));
        }
        return alternatives;
    }

    /** What is rarely undetermined is asked more often where it is. */
    private String operand() {
        if (!circumstances.request().has("party") && choices.chance(40)) {
            return "odrl:recipient";
        }
        if (!circumstances.request().has("at") && choices.chance(60)) {
            return "odrl:dateTime";
        }
        return choices.of(Comparisons.OPERANDS);
    }

    private ObjectNode comparison(Optional<Truth> wanted, Optional<String> window, String operand) {
        var operators = Comparisons.operators(operand);
        var attempt = comparisons.any(operand, choices.of(operators));
        for (var tried = 0; tried < ATTEMPTS && !suits(attempt, wanted, window); tried++) {
            attempt = comparisons.any(operand, choices.of(operators));
        }
        return attempt;
    }

    private boolean suits(ObjectNode attempt, Optional<Truth> wanted, Optional<String> window) {
        return wanted.isEmpty()
                || comparison.value(
                                attempt.get("leftOperand").textValue(),
                                attempt.get("operator").textValue(),
                                attempt.get("rightOperand").textValue(),
                                window)
                        == wanted.get();
    }

    static ObjectNode comparison(String operand, String operator, String right) {
        return JSON.objectNode()
                .put("leftOperand", operand)
                .put("operator", operator)
                .put("rightOperand", right);
    }

    static List<ObjectNode> comparisonsIn(JsonNode tree) {
        var found = new ArrayList<ObjectNode>();
        if (tree.isObject() && tree.has("leftOperand")) {
            found.add((ObjectNode) tree);
        }
        tree.forEach(child -> found.addAll(comparisonsIn(child)));
        return found;
    }
}
