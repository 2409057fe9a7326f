// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Predicate;

/** One constraint against one request and its facts: the profile's table, row by row. */
public record Comparison(JsonNode request, JsonNode facts) {

    /** The value of a constraint that is due; {@code window} is the one beside it in the same {@code and}. */
    public Truth value(String operand, String operator, String wanted, Optional<String> window) {
        return switch (operand) {
            case "odrl:recipient" -> same(text(request, "party"), operator, wanted);
            case "odrl:purpose" -> same(text(request, "purpose"), operator, wanted);
            case "odrl:spatial" -> same(text(request, "country"), operator, wanted);
            case "odrl:systemDevice" -> same(text(request, "application"), operator, wanted);
            case "sluis:disclosure" -> same(text(facts, "disclosure"), operator, wanted);
            case "odrl:dateTime" ->
                at().map(at -> ordered(at, operator, Lexical.instant(wanted).orElseThrow()))
                        .orElse(Truth.UNDETERMINED);
            case "sluis:sinceAgreement", "odrl:delayPeriod" -> ordered(sinceAgreement(), operator, duration(wanted));
            case "odrl:elapsedTime" -> ordered(elapsed(), operator, duration(wanted));
            case "odrl:count" -> ordered(uses(window).map(this::counted), operator, new BigInteger(wanted));
            case "sluis:hops" ->
                ordered(number(facts, "hops").map(hops -> hops.add(BigInteger.ONE)), operator, new BigInteger(wanted));
            case "sluis:window" -> Truth.TRUE;
            case "sluis:lease" -> lease(duration(wanted));
            case "sluis:membership" ->
                credential(
                        "MembershipCredential",
                        held -> held.get("issuer").textValue().equals(wanted),
                        held -> text(held.path("claims"), "status").equals(Optional.of("active")));
            case "sluis:role" -> claim("RoleCredential", "role", wanted);
            case "sluis:label" -> claim("LabelCredential", "label", wanted);
            case "sluis:connector" -> claim("ConnectorCredential", "connector", wanted);
            default -> throw new IllegalStateException(operand + " is not in the table");
        };
    }

    String moment() {
        return text(request, "moment").orElse("release");
    }

    private Optional<Duration> sinceAgreement() {
        return at().flatMap(at -> instant(facts, "agreedAt").map(agreed -> Duration.between(agreed, at)));
    }

    private Optional<Duration> elapsed() {
        if (!facts.has("firstUseAt")) {
            return Optional.empty();
        }
        return facts.get("firstUseAt").isNull()
                ? Optional.of(Duration.ZERO)
                : at().flatMap(at -> instant(facts, "firstUseAt").map(first -> Duration.between(first, at)));
    }

    private Optional<BigInteger> uses(Optional<String> window) {
        return number(facts.path("uses"), window.orElse("total"));
    }

    /** The use that is asked for is one more; while it runs it is counted already. */
    private BigInteger counted(BigInteger uses) {
        return moment().equals("running") ? uses : uses.add(BigInteger.ONE);
    }

    private Truth lease(Duration longest) {
        var end = instant(facts.path("lease"), "notAfter");
        if (end.isEmpty() || at().isEmpty()) {
            return Truth.UNDETERMINED;
        }
        var at = at().get();
        return Truth.of(at.isBefore(end.get()) && !end.get().isAfter(at.plus(longest)));
    }

    private Truth claim(String type, String claim, String wanted) {
        return credential(
                type, held -> true, held -> text(held.path("claims"), claim).equals(Optional.of(wanted)));
    }

    private Truth credential(String type, Predicate<JsonNode> relevant, Predicate<JsonNode> matching) {
        var held = new ArrayList<JsonNode>();
        facts.path("credentials").forEach(held::add);
        held.removeIf(credential -> !credential.get("type").textValue().equals(type) || !relevant.test(credential));
        return held.isEmpty() ? Truth.UNDETERMINED : Truth.of(held.stream().anyMatch(matching));
    }

    private static Truth same(Optional<String> observed, String operator, String wanted) {
        return observed.map(value -> Truth.of(operator.equals("odrl:eq") == value.equals(wanted)))
                .orElse(Truth.UNDETERMINED);
    }

    private static <T extends Comparable<T>> Truth ordered(Optional<T> observed, String operator, T wanted) {
        return observed.map(value -> ordered(value, operator, wanted)).orElse(Truth.UNDETERMINED);
    }

    private static <T extends Comparable<T>> Truth ordered(T observed, String operator, T wanted) {
        var sign = observed.compareTo(wanted);
        return switch (operator) {
            case "odrl:lt" -> Truth.of(sign < 0);
            case "odrl:lteq" -> Truth.of(sign <= 0);
            case "odrl:gt" -> Truth.of(sign > 0);
            case "odrl:gteq" -> Truth.of(sign >= 0);
            default -> throw new IllegalStateException(operator + " does not compare");
        };
    }

    Optional<Instant> at() {
        return instant(request, "at");
    }

    private static Duration duration(String text) {
        return Lexical.duration(text).orElseThrow();
    }

    private static Optional<Instant> instant(JsonNode object, String key) {
        return text(object, key).flatMap(Lexical::instant);
    }

    static Optional<String> text(JsonNode object, String key) {
        return Optional.ofNullable(object.get(key)).map(JsonNode::textValue);
    }

    private static Optional<BigInteger> number(JsonNode object, String key) {
        return Optional.ofNullable(object.get(key)).filter(JsonNode::isNumber).map(JsonNode::bigIntegerValue);
    }
}
