// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The condition of a rule under every replacement of its open values. */
final class Condition {
    private static final int MAX_OPEN = 16;

    /** Is told of each constraint with the value it has; empty while it is open. */
    interface Observer {
        void saw(String operand, String operator, Optional<Truth> value);
    }

    private final ArrayNode constraints;
    private final Comparison comparison;
    private final Observer observer;
    private int open;
    private int replacement;
    private int next;

    private Condition(ArrayNode constraints, Comparison comparison, Observer observer) {
        this.constraints = constraints;
        this.comparison = comparison;
        this.observer = observer;
    }

    /** The values that the condition takes when each open value is replaced by true and by false. */
    static Set<Truth> values(ArrayNode constraints, Comparison comparison, Observer observer) {
        return new Condition(constraints, comparison, observer).underEveryReplacement();
    }

    private Set<Truth> underEveryReplacement() {
        var values = new HashSet<>(Set.of(and(constraints)));
        open = next;
        if (open > MAX_OPEN) {
            throw new IllegalArgumentException(open + " open values are too many to try all replacements");
        }
        for (replacement = 1; replacement < 1 << open; replacement++) {
            next = 0;
            values.add(and(constraints));
        }
        return values;
    }

    private Truth and(JsonNode members) {
        return Truth.and(values(members, window(members)));
    }

    private List<Truth> values(JsonNode members, Optional<String> window) {
        var values = new ArrayList<Truth>();
        for (var member : members) {
            values.add(value(member, window));
        }
        return values;
    }

    private Truth value(JsonNode constraint, Optional<String> window) {
        if (constraint.has("and")) {
            return and(constraint.get("and"));
        }
        if (constraint.has("or")) {
            return Truth.or(values(constraint.get("or"), Optional.empty()));
        }
        if (constraint.has("xone")) {
            return Truth.xone(values(constraint.get("xone"), Optional.empty()));
        }
        return comparison(
                constraint.get("leftOperand").textValue(),
                constraint.get("operator").textValue(),
                constraint.get("rightOperand").textValue(),
                window);
    }

    private Truth comparison(String operand, String operator, String wanted, Optional<String> window) {
        var isOpen = new Openness(comparison).covers(operand, operator, wanted, window);
        Optional<Truth> due =
                isOpen ? Optional.empty() : Optional.of(comparison.value(operand, operator, wanted, window));
        if (replacement == 0) {
            observer.saw(operand, operator, due);
        }
        return due.orElseGet(() -> Truth.of((replacement >> next++ & 1) == 1));
    }

    /** The window in an {@code and}; its form admits at most one. */
    private static Optional<String> window(JsonNode members) {
        for (var member : members) {
            if (member.path("leftOperand").asText().equals("sluis:window")) {
                return Optional.of(member.get("rightOperand").textValue());
            }
        }
        return Optional.empty();
    }
}
