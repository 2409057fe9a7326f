// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Puts one fault into a comparison. */
final class OperandFaults {
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

    OperandFaults(Choices choices) {
        this.choices = choices;
    }

    void addTo(ObjectNode comparison) {
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
}
