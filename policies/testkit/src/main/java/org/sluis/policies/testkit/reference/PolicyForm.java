// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The profile's form: what is a policy at all. A policy that passes comes out with prefixed names, lists where lists may stand,
 * and nothing that means nothing.
 */
final class PolicyForm {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_LEVELS = 12;
    private static final int MAX_OBJECTS = 256;
    private static final Set<String> POLICY_KEYS = Set.of(
            "@context",
            "@id",
            "@type",
            "odrl:profile",
            "odrl:target",
            "odrl:assigner",
            "odrl:assignee",
            "odrl:permission",
            "odrl:prohibition",
            "odrl:obligation");
    private static final Set<String> TYPES = Set.of("odrl:Set", "odrl:Offer", "odrl:Agreement");
    private static final Set<String> ACTIONS = Set.of(
            "odrl:use",
            "odrl:read",
            "odrl:display",
            "odrl:aggregate",
            "odrl:derive",
            "odrl:distribute",
            "odrl:transfer",
            "odrl:archive",
            "odrl:print");
    private static final Set<String> DUTIES = Set.of("odrl:inform", "sluis:log", "odrl:attribute", "odrl:nextPolicy");
    private static final Set<String> OBLIGATIONS =
            Set.of("odrl:inform", "sluis:log", "odrl:attribute", "odrl:nextPolicy", "odrl:delete");

    private final Names names;
    private final ConstraintForm constraints;

    private PolicyForm(Names names) {
        this.names = names;
        this.constraints = new ConstraintForm(names);
    }

    static ObjectNode read(JsonNode policy) throws InvalidPolicy {
        if (policy == null || !policy.isObject()) {
            throw new InvalidPolicy("", "a policy is an object");
        }
        if (JsonShape.levels(policy) > MAX_LEVELS || JsonShape.objects(policy) > MAX_OBJECTS) {
            throw new InvalidPolicy("", "deeper than 12 levels or more than 256 objects");
        }
        return new PolicyForm(Names.of(policy.get("@context"))).policy(policy);
    }

    private ObjectNode policy(JsonNode policy) throws InvalidPolicy {
        var own = policy.deepCopy();
        if (Set.of("odrl:Offer", "odrl:Agreement")
                .contains(names.prefixed(policy.path("@type").asText()))) {
            ((ObjectNode) own).remove("timestamp"); // a key of DSP, not of the policy
        }
        var members = JsonShape.members(names, own, POLICY_KEYS, "");
        var read = JSON.objectNode();
        if (members.containsKey("@id")) {
            read.put("@id", JsonShape.identifier(members.get("@id"), "/@id"));
        }
        if (members.containsKey("@type")) {
            read.put("@type", JsonShape.oneOf(TYPES, JsonShape.name(names, members.get("@type"), "/@type"), "/@type"));
        }
        if (members.containsKey("odrl:profile")) {
            JsonShape.oneOf(
                    Set.of("sluis:profile"),
                    JsonShape.name(names, members.get("odrl:profile"), "/profile"),
                    "/profile");
        }
        for (var key : List.of("target", "assigner", "assignee")) {
            if (members.containsKey("odrl:" + key)) {
                read.put(key, names.expanded(JsonShape.identifier(members.get("odrl:" + key), "/" + key)));
            }
        }
        read.set("permission", rules(members, "permission", ACTIONS, true));
        read.set("prohibition", rules(members, "prohibition", ACTIONS, false));
        read.set("obligation", rules(members, "obligation", OBLIGATIONS, false));
        return read;
    }

    private JsonNode rules(Map<String, JsonNode> members, String kind, Set<String> actions, boolean duties)
            throws InvalidPolicy {
        var read = JSON.arrayNode();
        for (var rule : JsonShape.list(members.get("odrl:" + kind))) {
            read.add(rule(rule, "/" + kind + "/" + read.size(), actions, duties));
        }
        return read;
    }

    private JsonNode rule(JsonNode rule, String pointer, Set<String> actions, boolean duties) throws InvalidPolicy {
        var keys = duties
                ? Set.of("odrl:action", "odrl:constraint", "odrl:duty")
                : Set.of("odrl:action", "odrl:constraint");
        var members = JsonShape.members(names, rule, keys, pointer);
        if (!members.containsKey("odrl:action")) {
            throw new InvalidPolicy(pointer, "a rule has exactly one action");
        }
        var action = JsonShape.oneOf(
                actions, JsonShape.name(names, members.get("odrl:action"), pointer + "/action"), pointer + "/action");
        var read = JSON.objectNode().put("action", action);
        var isDuty = OBLIGATIONS.contains(action);
        read.set(
                "constraint",
                constraints.conjunction(
                        JsonShape.list(members.get("odrl:constraint")), pointer + "/constraint", isDuty, 0));
        var attached = JSON.arrayNode();
        for (var duty : JsonShape.list(members.get("odrl:duty"))) {
            attached.add(rule(duty, pointer + "/duty/" + attached.size(), DUTIES, false));
        }
        read.set("duty", attached);
        return read;
    }
}
