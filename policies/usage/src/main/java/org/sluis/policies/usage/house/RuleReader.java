// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.odrl.RightOperandForm;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.HouseRuling.Outcome;

/** Reads one rule of the house. */
final class RuleReader {

    private static final Set<String> MEMBERS =
            Set.of("partner", "product", "side", "decision", "atMost", "atLeast", "otherwise", "reason");
    private static final Set<String> BOUNDS = Set.of("atMost", "atLeast");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._&'-]{0,199}");

    private final Set<String> products;

    RuleReader(Set<String> products) {
        this.products = products;
    }

    /** The rule; only to be used when no problem was added. */
    Optional<HouseRule> read(RuleMembers rule) {
        if (!rule.object().isObject()) {
            rule.refuse("", "not-an-object", "Expected an object: a rule with partner, product, side and decision.");
            return Optional.empty();
        }
        rule.requireKnown(MEMBERS);
        String partner = partner(rule);
        String product = product(rule);
        Optional<Side> side = side(rule);
        Outcome decision = rule.outcome("decision");
        requireSense(rule, decision);
        return Optional.of(new HouseRule(
                partner,
                product,
                side,
                decision,
                policy(rule, "atMost"),
                policy(rule, "atLeast"),
                rule.has("otherwise")
                        ? rule.outcome("otherwise", EnumSet.of(Outcome.ASK, Outcome.REFUSE))
                        : Outcome.ASK,
                rule.has("reason") ? rule.text("reason", "why, in at most 1000 characters on one line") : ""));
    }

    private static String partner(RuleMembers rule) {
        String wanted = "the DID of a partner, the name by which you know it, or * for all";
        String partner = rule.text("partner", wanted);
        boolean known = partner.isEmpty()
                || partner.equals(HouseRule.ANY)
                || RightOperandForm.DID.accepts(partner)
                || NAME.matcher(partner).matches();
        if (!known) {
            rule.refuse("partner", "wrong-value", "Write here " + wanted + ".");
        }
        return partner;
    }

    private String product(RuleMembers rule) {
        String wanted = "* for all, or one of the products " + String.join(", ", new TreeSet<>(products));
        String product = rule.text("product", wanted);
        if (!product.isEmpty() && !product.equals(HouseRule.ANY) && !products.contains(product)) {
            rule.refuse("product", "unknown-product", "Write here " + wanted + ".");
        }
        return product;
    }

    private static Optional<Side> side(RuleMembers rule) {
        String wanted = "provider, consumer or * for both";
        return switch (rule.text("side", wanted)) {
            case "provider" -> Optional.of(Side.PROVIDER);
            case "consumer" -> Optional.of(Side.CONSUMER);
            case "", HouseRule.ANY -> Optional.empty();
            default -> {
                rule.refuse("side", "wrong-value", "Write here " + wanted + ".");
                yield Optional.empty();
            }
        };
    }

    /** What would mean nothing is refused, lest somebody rely on it. */
    private static void requireSense(RuleMembers rule, Outcome decision) {
        boolean bounded = BOUNDS.stream().anyMatch(rule::has);
        if (bounded && decision != Outcome.CONCLUDE) {
            BOUNDS.stream()
                    .filter(rule::has)
                    .forEach(bound -> rule.refuse(
                            bound,
                            "meaningless",
                            "Only a rule with \"decision\": \"conclude\" has this; take it out."));
        }
        if (rule.has("otherwise") && !bounded) {
            rule.refuse(
                    "otherwise", "meaningless", "Only a rule with atMost or atLeast has this; take it out or add one.");
        }
    }

    private static Optional<Policy> policy(RuleMembers rule, String key) {
        JsonNode written = rule.object().get(key);
        if (written == null) {
            return Optional.empty();
        }
        String pointer = rule.pointer() + "/" + key;
        Reading reading = PolicyReader.read(written);
        if (reading instanceof Reading.Refused refused) {
            refused.problems()
                    .forEach(problem -> rule.problems()
                            .add(new Problem(pointer + problem.pointer(), problem.code(), problem.message())));
            return Optional.empty();
        }
        Policy policy = ((Reading.Valid) reading).policy();
        if (policy.kind() == Policy.Kind.AGREEMENT
                || policy.target().isPresent()
                || policy.assigner().isPresent()
                || policy.assignee().isPresent()) {
            rule.refuse(
                    key,
                    "names-parties",
                    "Pre-agreed terms are a Set without target, assigner and assignee; the rule says for whom they are.");
        }
        return Optional.of(policy);
    }
}
