// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Puts one fault into a plain policy of the profile, so that it is one no more. */
final class Faults {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> DURATIONS = List.of(
            "P1M",
            "P1Y",
            "PT0S",
            "P",
            "PT",
            "P1DT",
            "-P1D",
            "+P1D",
            "P1.5D",
            "PT1.5S",
            "P36501D",
            "p1d",
            "1D",
            "P1W1D",
            " P1D",
            "PT9999999999999999999S",
            "P1D ",
            "PT1S1M",
            "\u0661",
            "P\u0661D");
    private static final Map<String, List<String>> UNREADABLE = Map.of(
            "odrl:dateTime",
            List.of(
                    "2026-11-21",
                    "2026-11-21T10:00Z",
                    "2026-11-21t10:00:00Z",
                    "2026-11-21T10:00:00z",
                    "2026-11-21T10:00:00",
                    "2026-13-01T00:00:00Z",
                    "2026-02-30T00:00:00Z",
                    "2026-11-21T24:00:00Z",
                    "2016-12-31T23:59:60Z",
                    "10000-01-01T00:00:00Z",
                    "2026-11-21T10:00:00.Z",
                    "2026-11-21T10:00:00.1234567890Z",
                    "2026-11-21T10:00:00+0100",
                    "2026-11-21T10:00:00+24:00",
                    "2026-11-21 10:00:00Z",
                    ""),
            "odrl:count",
            List.of("0", "-1", "01", "1000000000", "1.0", "1e3", "+1", " 1", "", "\u0661", "five"),
            "sluis:hops",
            List.of("0", "-1", "01", "1000000000", "x"),
            "sluis:sinceAgreement",
            DURATIONS,
            "odrl:elapsedTime",
            DURATIONS,
            "odrl:delayPeriod",
            DURATIONS,
            "sluis:lease",
            DURATIONS,
            "sluis:membership",
            List.of(
                    "did:web:",
                    "did:web:a:",
                    "did:Web:a",
                    "did:web:a/b",
                    "did:web:a?b",
                    "did:web:a#b",
                    "did:web:a%2",
                    "web:a"),
            "odrl:spatial",
            List.of("nl", "NLD", "N", "Nl", ""),
            "odrl:systemDevice",
            List.of("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9X", "NzbLsXh8uDCcd+6MNwXF4W/7noWXFZAfHkxZsRGC9Xs"));

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
        var comparison = anyComparison();
        var left = comparison.get("leftOperand").textValue();
        choices.of(List.<Consumer<ObjectNode>>of(
                        it -> it.put(
                                "leftOperand",
                                choices.of("odrl:fileFormat", "sluis:unknown", "ex:count", "sinceAgreement")),
                        it -> it.put("leftOperand", choices.of("", "odrl:Count", "count", "sluis:count")),
                        it -> it.put(
                                "operator",
                                choices.of("odrl:isAnyOf", "odrl:isA", "sluis:eq", "EQ", "=", "odrl:hasPart")),
                        it -> it.put("operator", other(left)),
                        it -> it.put("rightOperand", unreadable(it, left)),
                        it -> it.put("rightOperand", unreadable(it, left)),
                        it -> it.put("rightOperand", 5),
                        it -> it.put("rightOperand", true),
                        it -> it.putObject("rightOperand")
                                .put("@value", it.path("rightOperand").asText()),
                        it -> it.putArray("rightOperand").add("NL").add("DE"),
                        it -> it.put("leftOperand", "odrl:count")
                                .put("operator", "odrl:lteq")
                                .putObject("rightOperand")
                                .put("@id", "5"),
                        it -> it.remove(choices.of("leftOperand", "operator", "rightOperand")),
                        it -> it.put(
                                choices.of("unit", "dataType", "odrl:status", "rightOperandReference", "foo"), "x"),
                        it -> it.putArray("refinement").add(JSON.objectNode().put("leftOperand", "odrl:count")),
                        it -> it.put("leftOperand", "sluis:within")
                                .put("operator", "odrl:lteq")
                                .put("rightOperand", "PT5M"),
                        it -> it.put("odrl:operator", it.get("operator").textValue())))
                .accept(comparison);
    }

    /** An operator that the row of this operand does not have. */
    private String other(String left) {
        return Comparisons.operators(left).contains("odrl:eq")
                ? choices.of("odrl:lt", "odrl:gteq")
                : choices.of("odrl:eq", "odrl:neq");
    }

    private String unreadable(ObjectNode comparison, String left) {
        var operand = UNREADABLE.containsKey(left)
                ? left
                : choices.of(UNREADABLE.keySet().stream().sorted().toList());
        comparison.put("leftOperand", operand);
        comparison.put("operator", choices.of(Comparisons.operators(operand)));
        return choices.of(UNREADABLE.get(operand));
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
