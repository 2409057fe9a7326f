// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
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
        if (levels(policy) > MAX_LEVELS || objects(policy) > MAX_OBJECTS) {
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
        var members = members(names, own, POLICY_KEYS, "");
        var read = JSON.objectNode();
        if (members.containsKey("@id") && !members.get("@id").isTextual()) {
            throw new InvalidPolicy("/@id", "not a string");
        }
        if (members.containsKey("@type")) {
            read.put("@type", oneOf(TYPES, name(names, members.get("@type"), "/@type"), "/@type"));
        }
        if (members.containsKey("odrl:profile")) {
            oneOf(Set.of("sluis:profile"), name(names, members.get("odrl:profile"), "/profile"), "/profile");
        }
        for (var key : List.of("target", "assigner", "assignee")) {
            if (members.containsKey("odrl:" + key)) {
                read.put(key, names.expanded(text(members.get("odrl:" + key), true, "/" + key)));
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
        for (var rule : list(members.get("odrl:" + kind))) {
            read.add(rule(rule, "/" + kind + "/" + read.size(), actions, duties));
        }
        return read;
    }

    private JsonNode rule(JsonNode rule, String pointer, Set<String> actions, boolean duties) throws InvalidPolicy {
        var keys = duties
                ? Set.of("odrl:action", "odrl:constraint", "odrl:duty")
                : Set.of("odrl:action", "odrl:constraint");
        var members = members(names, rule, keys, pointer);
        if (!members.containsKey("odrl:action")) {
            throw new InvalidPolicy(pointer, "a rule has exactly one action");
        }
        var action = oneOf(actions, name(names, members.get("odrl:action"), pointer + "/action"), pointer + "/action");
        var read = JSON.objectNode().put("action", action);
        var isDuty = OBLIGATIONS.contains(action);
        read.set(
                "constraint",
                constraints.conjunction(list(members.get("odrl:constraint")), pointer + "/constraint", isDuty, 0));
        var attached = JSON.arrayNode();
        for (var duty : list(members.get("odrl:duty"))) {
            attached.add(rule(duty, pointer + "/duty/" + attached.size(), DUTIES, false));
        }
        read.set("duty", attached);
        return read;
    }

    /** The members of an object by prefixed name; keys of the profile at most once, others only with empty values. */
    static Map<String, JsonNode> members(Names names, JsonNode object, Set<String> keys, String pointer)
            throws InvalidPolicy {
        if (!object.isObject()) {
            throw new InvalidPolicy(pointer, "not an object");
        }
        var members = new HashMap<String, JsonNode>();
        for (var property : object.properties()) {
            var name = names.prefixed(property.getKey());
            var value = property.getValue();
            if (keys.contains(name)) {
                if (members.put(name, value) != null) {
                    throw new InvalidPolicy(pointer + "/" + property.getKey(), "a key is repeated");
                }
            } else if (!value.isNull() && !(value.isContainerNode() && value.isEmpty())) {
                throw new InvalidPolicy(pointer + "/" + property.getKey(), "not a key of the profile");
            }
        }
        return members;
    }

    /** A single member may stand without its array. */
    static List<JsonNode> list(JsonNode value) {
        if (value == null) {
            return List.of();
        }
        var members = new ArrayList<JsonNode>();
        if (value.isArray()) {
            value.forEach(members::add);
        } else {
            members.add(value);
        }
        return members;
    }

    static String name(Names names, JsonNode value, String pointer) throws InvalidPolicy {
        var single = value.isArray() && value.size() == 1 ? value.get(0) : value;
        return names.prefixed(text(single, true, pointer));
    }

    /** A string, or {@code {"@id": string}} where that is allowed. */
    static String text(JsonNode value, boolean iri, String pointer) throws InvalidPolicy {
        var text = iri && value.isObject() && value.size() == 1 && value.has("@id") ? value.get("@id") : value;
        if (!text.isTextual() || text.textValue().isEmpty()) {
            throw new InvalidPolicy(pointer, "not a string");
        }
        return text.textValue();
    }

    static String oneOf(Set<String> known, String name, String pointer) throws InvalidPolicy {
        if (!known.contains(name)) {
            throw new InvalidPolicy(pointer, name + " is not of the profile");
        }
        return name;
    }

    private static int levels(JsonNode node) {
        var deepest = 0;
        for (var child : node) {
            deepest = Math.max(deepest, levels(child));
        }
        return node.isContainerNode() ? deepest + 1 : 0;
    }

    private static int objects(JsonNode node) {
        var count = node.isObject() ? 1 : 0;
        for (var child : node) {
            count += objects(child);
        }
        return count;
    }
}
