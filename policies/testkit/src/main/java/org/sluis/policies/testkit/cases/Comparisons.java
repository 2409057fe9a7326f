// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Single comparisons with right operands near what the circumstances are, so that borders are met. */
final class Comparisons {
    private static final Map<String, List<String>> OPERATORS = Map.ofEntries(
            Map.entry("odrl:recipient", List.of("odrl:eq", "odrl:neq")),
            Map.entry("odrl:purpose", List.of("odrl:eq", "odrl:neq")),
            Map.entry("odrl:dateTime", List.of("odrl:lt", "odrl:lteq", "odrl:gt", "odrl:gteq")),
            Map.entry("sluis:sinceAgreement", List.of("odrl:lt", "odrl:lteq", "odrl:gt", "odrl:gteq")),
            Map.entry("odrl:elapsedTime", List.of("odrl:lt", "odrl:lteq")),
            Map.entry("odrl:delayPeriod", List.of("odrl:gt", "odrl:gteq")),
            Map.entry("odrl:count", List.of("odrl:lt", "odrl:lteq")),
            Map.entry("sluis:lease", List.of("odrl:lteq")),
            Map.entry("sluis:membership", List.of("odrl:eq")),
            Map.entry("sluis:role", List.of("odrl:eq")),
            Map.entry("sluis:label", List.of("odrl:eq")),
            Map.entry("sluis:connector", List.of("odrl:eq")),
            Map.entry("sluis:disclosure", List.of("odrl:eq")),
            Map.entry("sluis:hops", List.of("odrl:lt", "odrl:lteq")),
            Map.entry("odrl:spatial", List.of("odrl:eq", "odrl:neq")),
            Map.entry("odrl:systemDevice", List.of("odrl:eq")));

    /** All that may stand alone, as often as it has operators; a window stands beside a count. */
    static final List<String> OPERANDS = OPERATORS.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(row -> Collections.nCopies(row.getValue().size(), row.getKey()).stream())
            .toList();

    private final Choices choices;
    private final Circumstances circumstances;

    Comparisons(Choices choices, Circumstances circumstances) {
        this.choices = choices;
        this.circumstances = circumstances;
    }

    static List<String> operators(String operand) {
        return OPERATORS.get(operand);
    }

    ObjectNode any(String operand, String operator) {
        return Constraints.comparison(operand, operator, right(operand));
    }

    private String right(String operand) {
        return switch (operand) {
            case "odrl:recipient" -> choices.of(Values.PARTIES);
            case "odrl:purpose" -> choices.of(Values.PURPOSES);
            case "odrl:dateTime" -> Written.instant(circumstances.at().plus(shift()), choices);
            case "sluis:sinceAgreement", "odrl:delayPeriod" ->
                durationNear(circumstances.facts().path("agreedAt"));
            case "odrl:elapsedTime" -> durationNear(circumstances.facts().path("firstUseAt"));
            case "sluis:lease" -> durationNear(circumstances.facts().at("/lease/notAfter"));
            case "odrl:count" -> String.valueOf(choices.between(1, 14));
            case "sluis:hops" -> String.valueOf(choices.between(1, 5));
            case "sluis:membership" -> choices.of(Values.AUTHORITIES);
            case "sluis:role", "sluis:label", "sluis:connector" -> choices.of(Values.CLAIMS);
            case "sluis:disclosure" -> choices.of(Values.DISCLOSURES);
            case "odrl:spatial" -> choices.of(Values.COUNTRIES);
            case "odrl:systemDevice" -> choices.of(Values.THUMBPRINTS);
            default -> throw new IllegalArgumentException(operand);
        };
    }

    private Duration shift() {
        return switch (choices.below(8)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofNanos(choices.of(-1, 1));
            case 2 -> Duration.ofSeconds(choices.of(-1, 1));
            default -> Duration.ofSeconds(choices.between(-9_000_000, 9_000_000));
        };
    }

    /** Around the time between now and an instant, or any where the instant is unknown. */
    private String durationNear(JsonNode instant) {
        var seconds = instant.isTextual() && choices.chance(80)
                ? Math.abs(
                        Duration.between(instantOf(instant), circumstances.at()).toSeconds())
                : choices.between(1, 9_000_000);
        var near = switch (choices.below(7)) {
            case 0 -> seconds;
            case 1 -> seconds + choices.of(-1, 1);
            case 2 -> seconds / 86_400 * 86_400;
            case 3 -> (seconds / 604_800 + choices.below(2)) * 604_800;
            default -> choices.between(seconds / 2, seconds * 2 + 1);
        };
        return Written.duration(Duration.ofSeconds(Math.max(1, near)), choices);
    }

    private static Instant instantOf(JsonNode node) {
        var text = node.textValue();
        return OffsetDateTime.parse(text.endsWith("-00:00") ? text.replace("-00:00", "Z") : text)
                .toInstant();
    }
}
