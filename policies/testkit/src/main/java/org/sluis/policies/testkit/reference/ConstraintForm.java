// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Set;

/** What is a constraint, and where it may stand. */
final class ConstraintForm {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_NESTING = 3;
    private static final Set<String> COMBINATORS = Set.of("odrl:and", "odrl:or", "odrl:xone");
    private static final Set<String> KEYS =
            Set.of("odrl:leftOperand", "odrl:operator", "odrl:rightOperand", "odrl:and", "odrl:or", "odrl:xone");

    private final Names names;

    ConstraintForm(Names names) {
        this.names = names;
    }

    /** Several members of {@code constraint} are one {@code and}. */
    ArrayNode conjunction(List<JsonNode> members, String pointer, boolean ofDuty, int nesting) throws InvalidPolicy {
        var read = all(members, pointer, ofDuty, nesting);
        var windows = with("sluis:window", read);
        if (windows > 0 && with("odrl:count", read) != 1) {
            throw new InvalidPolicy(pointer, "a window stands beside exactly one count");
        }
        if (windows > 1) {
            throw new InvalidPolicy(pointer, "a count has at most one window");
        }
        return read;
    }

    private ArrayNode alternatives(List<JsonNode> members, String pointer, boolean ofDuty, int nesting)
            throws InvalidPolicy {
        var read = all(members, pointer, ofDuty, nesting);
        if (with("sluis:window", read) > 0) {
            throw new InvalidPolicy(pointer, "a window stands in an and");
        }
        return read;
    }

    private ArrayNode all(List<JsonNode> members, String pointer, boolean ofDuty, int nesting) throws InvalidPolicy {
        var read = JSON.arrayNode();
        for (var member : members) {
            read.add(constraint(member, pointer + "/" + read.size(), ofDuty, nesting));
        }
        return read;
    }

    private JsonNode constraint(JsonNode constraint, String pointer, boolean ofDuty, int nesting) throws InvalidPolicy {
        var members = JsonShape.members(names, constraint, KEYS, pointer);
        var combinators =
                members.keySet().stream().filter(COMBINATORS::contains).toList();
        if (combinators.isEmpty()) {
            return comparison(constraint, pointer, ofDuty);
        }
        if (members.size() != 1 || nesting == MAX_NESTING) {
            throw new InvalidPolicy(pointer, "exactly one combinator, at most three deep");
        }
        var combinator = combinators.get(0);
        var inner = JsonShape.list(members.get(combinator));
        if (inner.isEmpty()) {
            throw new InvalidPolicy(pointer, "a combinator has at least one member");
        }
        var local = combinator.substring("odrl:".length());
        var below = pointer + "/" + local;
        return JSON.objectNode()
                .set(
                        local,
                        local.equals("and")
                                ? conjunction(inner, below, ofDuty, nesting + 1)
                                : alternatives(inner, below, ofDuty, nesting + 1));
    }

    private JsonNode comparison(JsonNode constraint, String pointer, boolean ofDuty) throws InvalidPolicy {
        var members = JsonShape.members(names, constraint, KEYS, pointer);
        for (var key : List.of("leftOperand", "operator", "rightOperand")) {
            if (!members.containsKey("odrl:" + key)) {
                throw new InvalidPolicy(pointer, key + " is missing");
            }
        }
        var left = JsonShape.name(names, members.get("odrl:leftOperand"), pointer + "/leftOperand");
        JsonShape.oneOf(Operand.TABLE.keySet(), left, pointer + "/leftOperand");
        if (left.equals("sluis:within") != ofDuty) {
            throw new InvalidPolicy(pointer + "/leftOperand", "within stands only in duties and obligations, alone");
        }
        var row = Operand.TABLE.get(left);
        var operator = JsonShape.name(names, members.get("odrl:operator"), pointer + "/operator");
        JsonShape.oneOf(row.operators(), operator, pointer + "/operator");
        var right = JsonShape.text(members.get("odrl:rightOperand"), row.free(), pointer + "/rightOperand");
        if (members.get("odrl:rightOperand").isObject()) {
            right = Lexical.isIri(right) ? names.expanded(right) : "";
        }
        if (!row.writing().test(right)) {
            throw new InvalidPolicy(pointer + "/rightOperand", "not a value of " + left);
        }
        return JSON.objectNode()
                .put("leftOperand", left)
                .put("operator", operator)
                .put("rightOperand", right);
    }

    private static long with(String operand, ArrayNode constraints) {
        var found = 0;
        for (var constraint : constraints) {
            found += constraint.path("leftOperand").asText().equals(operand) ? 1 : 0;
        }
        return found;
    }
}
