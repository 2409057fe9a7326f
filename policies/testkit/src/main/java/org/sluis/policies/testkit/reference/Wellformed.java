// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whether a request and its facts are written as the machine interface says. */
final class Wellformed {
    private static final Predicate<JsonNode> TEXT =
            node -> node.isTextual() && !node.textValue().isEmpty();
    private static final Predicate<JsonNode> INSTANT =
            TEXT.and(node -> Lexical.instant(node.textValue()).isPresent());
    private static final Set<String> DUTIES =
            Set.of("odrl:inform", "sluis:log", "odrl:attribute", "odrl:nextPolicy", "odrl:delete");

    private static final Map<String, Predicate<JsonNode>> REQUEST = Map.of(
            "moment", oneOf("catalog", "negotiation", "transfer", "lease", "release", "running", "use"),
            "action", TEXT,
            "target", TEXT,
            "party", TEXT,
            "purpose", TEXT,
            "application", TEXT.and(node -> Lexical.isThumbprint(node.textValue())),
            "at", INSTANT,
            "country", TEXT.and(node -> Lexical.isCountry(node.textValue())));

    private static final Map<String, Predicate<JsonNode>> FACTS = Map.ofEntries(
            Map.entry("agreement", oneOf("active", "ended", "revoked")),
            Map.entry("agreedAt", INSTANT),
            Map.entry("firstUseAt", INSTANT),
            Map.entry("uses", uses -> members(uses, Wellformed::windowOrTotal, Wellformed::natural)),
            Map.entry("credentials", held -> held.isArray() && all(held, Wellformed::credential)),
            Map.entry(
                    "duties",
                    duties -> members(
                            duties,
                            name -> DUTIES.contains(new Names().prefixed(name)),
                            oneOf("fulfilled", "active", "violated"))),
            Map.entry("lease", lease -> lease.isObject() && INSTANT.test(lease.path("notAfter"))),
            Map.entry("hops", Wellformed::natural),
            Map.entry("disclosure", TEXT));

    private Wellformed() {}

    /** Where the first malformed value stands. */
    static Optional<String> malformed(JsonNode request, JsonNode facts) {
        if (!request.isObject()) {
            return Optional.of("/request");
        }
        if (!facts.isObject()) {
            return Optional.of("/facts");
        }
        return first(request, REQUEST)
                .map(key -> "/request/" + key)
                .or(() -> first(facts, FACTS).map(key -> "/facts/" + key));
    }

    /** The first member that is unknown or malformed; null is absent. */
    private static Optional<String> first(JsonNode object, Map<String, Predicate<JsonNode>> known) {
        return object.properties().stream()
                .filter(member -> !known.containsKey(member.getKey())
                        || !(member.getValue().isNull()
                                || known.get(member.getKey()).test(member.getValue())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean members(JsonNode object, Predicate<String> key, Predicate<JsonNode> value) {
        return object.isObject()
                && object.properties().stream()
                        .allMatch(member -> member.getValue().isNull()
                                || (key.test(member.getKey()) && value.test(member.getValue())));
    }

    private static boolean windowOrTotal(String key) {
        return key.equals("total") || Lexical.duration(key).isPresent();
    }

    private static boolean natural(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }

    private static boolean credential(JsonNode node) {
        return node.path("type").isTextual()
                && node.path("issuer").isTextual()
                && (!node.hasNonNull("claims") || members(node.get("claims"), claim -> true, JsonNode::isTextual));
    }

    private static Predicate<JsonNode> oneOf(String... values) {
        return TEXT.and(node -> Set.copyOf(List.of(values)).contains(node.textValue()));
    }

    private static boolean all(JsonNode container, Predicate<JsonNode> test) {
        for (var member : container) {
            if (!test.test(member)) {
                return false;
            }
        }
        return true;
    }
}
