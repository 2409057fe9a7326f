// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The rules of a policy that are active for one action (profile, semantics 3 to 6 and 8). */
record Rules(ObjectNode policy, String action, Comparison comparison, ReferenceEvaluator.Observer observer) {
    private static final Set<String> COVERED_BY_USE =
            Set.of("odrl:use", "odrl:read", "odrl:display", "odrl:aggregate", "odrl:derive");

    /** Permissions of which some replacement of open values makes the condition hold, and no duty is violated. */
    List<Integer> permitting() {
        return active(
                "permission", rule -> values("permission", rule).contains(Truth.TRUE) && !violated(rule.get("duty")));
    }

    /** Prohibitions of which every replacement of open values makes the condition true or undetermined. */
    List<Integer> prohibiting() {
        return active("prohibition", rule -> !values("prohibition", rule).contains(Truth.FALSE));
    }

    boolean obligationIsViolated() {
        return violated(policy.get("obligation"));
    }

    /** The first without a count; else the first; both in canonical order. */
    int determining(List<Integer> active) {
        var permissions = policy.get("permission");
        var inOrder = new ArrayList<>(active);
        inOrder.sort((left, right) -> Canonical.BY_BYTES.compare(
                Canonical.text(permissions.get(left)), Canonical.text(permissions.get(right))));
        return inOrder.stream()
                .filter(index -> permissions.get(index).findValuesAsText("leftOperand").stream()
                        .noneMatch("odrl:count"::equals))
                .findFirst()
                .orElse(inOrder.get(0));
    }

    private List<Integer> active(String kind, Predicate<JsonNode> test) {
        var active = new ArrayList<Integer>();
        var rules = policy.get(kind);
        for (var index = 0; index < rules.size(); index++) {
            var covers = rules.get(index).get("action").textValue();
            var concerns = covers.equals(action) || (covers.equals("odrl:use") && COVERED_BY_USE.contains(action));
            if (concerns && test.test(rules.get(index))) {
                active.add(index);
            }
        }
        return active;
    }

    private Set<Truth> values(String kind, JsonNode rule) {
        return Condition.values(
                (ArrayNode) rule.get("constraint"),
                comparison,
                (operand, operator, value) -> observer.saw(kind, operand, operator, value));
    }

    private boolean violated(JsonNode duties) {
        var names = new Names();
        for (var state : comparison.facts().path("duties").properties()) {
            for (var duty : duties) {
                if (names.prefixed(state.getKey()).equals(duty.get("action").textValue())
                        && state.getValue().asText().equals("violated")) {
                    return true;
                }
            }
        }
        return false;
    }
}
