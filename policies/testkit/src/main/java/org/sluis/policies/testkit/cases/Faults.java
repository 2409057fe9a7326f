// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/** Puts one fault into a plain policy of the profile, so that it is one no more. */
final class Faults {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private final Choices choices;
    private final ObjectNode policy;

    Faults(Choices choices, ObjectNode policy) {
        this.choices = choices;
        this.policy = policy;
    }

    void add() {
        choices.of(List.<Runnable>of(
                        this::inOperand,
                        this::inOperand,
                        this::inOperand,
                        this::inOperand,
                        this::inRule,
                        this::inRule,
                        this::inPolicy,
                        this::inPolicy,
                        this::inCombination,
                        this::inWindow))
                .run();
    }

    private void inOperand() {
        new OperandFaults(choices).addTo(anyComparison());
    }

    private void inRule() {
        var rule = (ObjectNode) policy.at("/permission/0");
        choices.of(List.<Consumer<ObjectNode>>of(
                        it -> it.remove("action"),
                        it -> it.put(
                                "action",
                                choices.of("odrl:play", "odrl:inform", "odrl:delete", "sluis:log", "read", "odrl:Use")),
                        it -> it.putArray("action").add("odrl:use").add("odrl:read"),
                        it -> it.putObject("action")
                                .put("@id", "odrl:use")
                                .putArray("refinement")
                                .add("x"),
                        it -> it.put(choices.of("target", "assignee", "assigner"), "urn:x:y"),
                        it -> it.put("odrl:action", "odrl:use"),
                        it -> it.put(choices.of("@type", "uid", "remedy"), "odrl:Permission"),
                        it -> it.putArray("duty")
                                .add(JSON.objectNode().put("action", choices.of("odrl:use", "odrl:compensate"))),
                        it -> it.putArray("duty")
                                .addObject()
                                .put("action", "odrl:inform")
                                .put("consequence", "x"),
                        it -> it.putArray("duty").addObject(),
                        it -> prohibited().putArray("duty").addObject().put("action", "odrl:inform"),
                        it -> prohibited().put("action", choices.of("odrl:inform", "odrl:sell")),
                        it -> policy.putArray("obligation").addObject().put("action", "odrl:use")))
                .accept(rule);
    }

    private ObjectNode prohibited() {
        return policy.withArray("prohibition").addObject().put("action", "odrl:use");
    }

    private void inPolicy() {
        choices.of(List.<Consumer<ObjectNode>>of(
                        it -> it.put(
                                "profile",
                                choices.of("https://example.org/profile", "https://w3id.org/sluis/policy/2/profile")),
                        it -> it.put(choices.of("inheritFrom", "conflict", "odrl:uid", "ex:x", "source"), "urn:x:y"),
                        it -> it.put("@context", "https://example.org/context.jsonld"),
                        it -> it.putObject("@context").put("odrl", "https://example.org/"),
                        it -> it.putObject("@context").put("sluis", "http://www.w3.org/ns/odrl/2/"),
                        it -> it.putObject("@context").put("@vocab", "http://www.w3.org/ns/odrl/2/"),
                        it -> it.putObject("@context").putObject("own").put("@id", "http://www.w3.org/ns/odrl/2/"),
                        it -> it.put("@type", choices.of("odrl:Ticket", "Thing", "https://example.org/Offer")),
                        it -> it.put("@id", 7),
                        it -> it.put("target", 7),
                        it -> it.put("permission", "odrl:use"),
                        it -> it.set("odrl:permission", it.get("permission").deepCopy())))
                .accept(policy);
    }

    private void inCombination() {
        var leaf = anyComparison();
        var inner = leaf.deepCopy();
        leaf.removeAll();
        choices.of(List.<Consumer<ObjectNode>>of(
                        it -> it.<ObjectNode>setAll(inner).putArray("or").add(inner),
                        it -> it.putArray("or"),
                        it -> it.set("andSequence", JSON.arrayNode().add(inner)),
                        it -> {
                            it.putArray("or").add(inner);
                            it.putArray("xone").add(inner.deepCopy());
                        },
                        it -> it.putArray("or")
                                .addObject()
                                .putArray("or")
                                .addObject()
                                .putArray("and")
                                .addObject()
                                .putArray("xone")
                                .add(inner)))
                .accept(leaf);
    }

    private void inWindow() {
        var window = Constraints.comparison("sluis:window", "odrl:eq", "P1D");
        var count = Constraints.comparison("odrl:count", "odrl:lteq", "1");
        var rule = (ObjectNode) policy.at("/permission/0");
        var constraint = rule.putArray("constraint");
        switch (choices.below(5)) {
            case 0 -> constraint.add(window);
            case 1 -> constraint.add(window).add(count).add(Constraints.comparison("odrl:count", "odrl:lt", "3"));
            case 2 ->
                constraint
                        .addObject()
                        .putArray(choices.of("or", "xone"))
                        .add(window)
                        .add(count);
            case 3 -> constraint.add(count).addObject().putArray("and").add(window);
            default -> constraint.add(count).add(window.put("operator", "odrl:lteq"));
        }
    }

    private ObjectNode anyComparison() {
        var found = Constraints.comparisonsIn(policy.get("permission"));
        found.removeIf(it -> List.of("sluis:within", "sluis:window")
                .contains(it.get("leftOperand").textValue()));
        if (found.isEmpty()) {
            var comparison = Constraints.comparison("odrl:spatial", "odrl:eq", "NL");
            ((ObjectNode) policy.at("/permission/0")).putArray("constraint").add(comparison);
            return comparison;
        }
        return choices.of(found);
    }
}
