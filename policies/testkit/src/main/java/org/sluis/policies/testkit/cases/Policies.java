// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.sluis.policies.testkit.reference.Truth;

/** Policies of the profile in plain writing: short keys, prefixed names, arrays everywhere. */
final class Policies {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Choices choices;
    private final Circumstances circumstances;
    private final Constraints constraints;

    Policies(Choices choices, Circumstances circumstances) {
        this.choices = choices;
        this.circumstances = circumstances;
        this.constraints = new Constraints(choices, circumstances);
    }

    ObjectNode generate() {
        var policy = JSON.objectNode();
        if (choices.chance(60)) {
            policy.put("profile", "https://w3id.org/sluis/policy/1/profile");
        }
        head(policy);
        var permissions = policy.putArray("permission");
        for (var rule = choices.of(1, 1, 1, 2, 2, 3); rule > 0; rule--) {
            permissions.add(permission());
        }
        if (choices.chance(35)) {
            var prohibitions = policy.putArray("prohibition");
            for (var rule = choices.of(1, 1, 2); rule > 0; rule--) {
                prohibitions.add(prohibition());
            }
        }
        if (choices.chance(15)) {
            policy.putArray("obligation").add(duty("odrl:delete"));
        }
        return policy;
    }

    /** From release on an agreement with this target and party, with rare faults; before, anything. */
    private void head(ObjectNode policy) {
        var request = circumstances.request();
        var agreement = circumstances.strict() ? choices.chance(98) : choices.chance(30);
        policy.put("@type", agreement ? "odrl:Agreement" : choices.of("odrl:Offer", "odrl:Set"));
        var others = agreement ? (circumstances.strict() ? 98 : 100) : 40;
        if (choices.chance(others)) {
            policy.put("target", choices.chance(97) ? request.get("target").textValue() : choices.of(Values.TARGETS));
        }
        if (choices.chance(others)) {
            policy.put("assigner", Values.PROVIDER);
        }
        if (choices.chance(others)) {
            policy.put(
                    "assignee",
                    choices.chance(97)
                            ? request.path("party").asText(Values.PARTIES.get(0))
                            : choices.of(Values.PARTIES));
        }
        if (choices.chance(30)) {
            policy.put("@id", "urn:policy:" + choices.below(1000));
        }
    }

    private ObjectNode permission() {
        var wanted = choices.chance(85) ? Optional.of(Truth.TRUE) : Optional.<Truth>empty();
        var permission = rule(80, wanted, choices.of(0, 1, 1, 2, 2, 3, 4));
        if (choices.chance(30)) {
            var duties = permission.putArray("duty");
            for (var duty = 1 + choices.below(2); duty > 0; duty--) {
                duties.add(duty(choices.of(Values.DUTIES)));
            }
        }
        return permission;
    }

    ObjectNode prohibition() {
        var wanted = choices.of(
                Optional.of(Truth.FALSE), Optional.of(Truth.FALSE), Optional.of(Truth.TRUE), Optional.<Truth>empty());
        return rule(65, wanted, choices.of(1, 1, 1, 2, 2, 3, choices.chance(20) ? 0 : 1));
    }

    private ObjectNode rule(int relevant, Optional<Truth> wanted, int members) {
        var rule = JSON.objectNode();
        rule.put("action", choices.chance(relevant) ? covering() : choices.of(anyAction(), anyAction(), "odrl:use"));
        var condition = constraints.conjunction(members, wanted, 0);
        if (!condition.isEmpty() || choices.chance(20)) {
            rule.set("constraint", condition);
        }
        return rule;
    }

    private String covering() {
        var asked = circumstances.request().get("action").textValue().replace("http://www.w3.org/ns/odrl/2/", "odrl:");
        if (Values.READING.contains(asked)) {
            return choices.of(asked, "odrl:use");
        }
        return Values.ALONE.contains(asked) ? asked : "odrl:use";
    }

    private String anyAction() {
        return choices.chance(60) ? choices.of(Values.READING) : choices.of(Values.ALONE);
    }

    private ObjectNode duty(String action) {
        var duty = JSON.objectNode().put("action", action);
        if (choices.chance(60)) {
            var within = Written.duration(Duration.ofMinutes(choices.between(1, 10_000)), choices);
            ArrayNode constraint = duty.putArray("constraint");
            constraint.add(Constraints.comparison("sluis:within", "odrl:lteq", within));
        }
        return duty;
    }
}
