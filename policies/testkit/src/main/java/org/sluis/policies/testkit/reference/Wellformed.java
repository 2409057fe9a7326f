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
    private static final Predicate<JsonNode> TEXT = JsonNode::isTextual;
    private static final Predicate<JsonNode> INSTANT =
            TEXT.and(node -> Lexical.instant(node.textValue()).isPresent());

    private static final Map<String, Predicate<JsonNode>> REQUEST = Map.of(
            "moment", oneOf("catalog", "negotiation", "transfer", "lease", "release", "running", "use"),
            "action", TEXT,
            "target", TEXT,
            "party", TEXT,
            "purpose", TEXT,
            "application", TEXT,
            "at", INSTANT,
            "country", TEXT.and(node -> Lexical.isCountry(node.textValue())));

    private static final Map<String, Predicate<JsonNode>> FACTS = Map.of(
            "agreement",
            oneOf("active", "ended", "revoked"),
            "agreedAt",
            INSTANT,
            "firstUseAt",
            INSTANT.or(JsonNode::isNull),
            "uses",
            node -> node.isObject() && all(node, Wellformed::natural),
            "credentials",
            node -> node.isArray() && all(node, Wellformed::credential),
            "duties",
            node -> node.isObject() && all(node, oneOf("fulfilled", "active", "violated")),
            "lease",
            node -> node.isObject() && INSTANT.test(node.path("notAfter")),
            "hops",
            Wellformed::natural,
            "disclosure",
            TEXT);

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

    private static Optional<String> first(JsonNode object, Map<String, Predicate<JsonNode>> members) {
        return members.entrySet().stream()
                .filter(member -> object.has(member.getKey()))
                .filter(member -> !member.getValue().test(object.get(member.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    private static boolean natural(JsonNode node) {
        return node.isIntegralNumber() && node.bigIntegerValue().signum() >= 0;
    }

    private static boolean credential(JsonNode node) {
        return node.path("type").isTextual()
                && node.path("issuer").isTextual()
                && node.path("claims").isObject()
                && all(node.get("claims"), TEXT);
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
