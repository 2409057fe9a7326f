// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluis.policies.odrl.LogicalConstraint.Connective;

/** Writes the model as RFC 8785 JSON. Only strings, arrays and objects occur. */
final class CanonicalJson {

    /** Order of the UTF-8 bytes. */
    static final Comparator<String> BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private CanonicalJson() {}

    static String write(AgreedPolicy agreement) {
        return object(Map.of(
                "agreementId", string(agreement.agreementId()),
                "provider", string(agreement.provider()),
                "consumer", string(agreement.consumer()),
                "dataset", string(agreement.dataset()),
                "signedAt", string(DateTimeFormatter.ISO_INSTANT.format(agreement.signedAt())),
                "policy", write(agreement.policy())));
    }

    static String write(Policy policy) {
        SortedMap<String, String> members = new TreeMap<>();
        members.put("@type", string(policy.kind().iri()));
        members.put("profile", string(Policy.PROFILE));
        policy.target().ifPresent(target -> members.put("target", string(target)));
        policy.assigner().ifPresent(assigner -> members.put("assigner", string(assigner)));
        policy.assignee().ifPresent(assignee -> members.put("assignee", string(assignee)));
        putRules(members, "permission", policy.permissions());
        putRules(members, "prohibition", policy.prohibitions());
        putRules(members, "obligation", policy.obligations());
        return object(members);
    }

    static String write(Rule rule) {
        SortedMap<String, String> members = new TreeMap<>();
        members.put("action", string(rule.action().iri()));
        if (rule instanceof Permission permission) {
            putConstraints(members, permission.constraints());
            putRules(members, "duty", permission.duties());
        } else if (rule instanceof Prohibition prohibition) {
            putConstraints(members, prohibition.constraints());
        } else if (rule instanceof Duty duty) {
            duty.within()
                    .map(within -> new AtomicConstraint(LeftOperand.WITHIN, Operator.LTEQ, within))
                    .ifPresent(within -> putConstraints(members, List.of(within)));
        }
        return object(members);
    }

    private static void putRules(Map<String, String> members, String key, List<? extends Rule> rules) {
        if (!rules.isEmpty()) {
            members.put(key, siblings(rules.stream().map(CanonicalJson::write).distinct()));
        }
    }

    private static void putConstraints(Map<String, String> members, List<? extends Constraint> constraints) {
        if (!constraints.isEmpty()) {
            members.put(
                    "constraint",
                    siblings(constraints.stream().map(CanonicalJson::write).distinct()));
        }
    }

    static String write(Constraint constraint) {
        if (constraint instanceof AtomicConstraint atomic) {
            return object(Map.of(
                    "leftOperand", string(atomic.leftOperand().iri()),
                    "operator", string(atomic.operator().iri()),
                    "rightOperand", string(atomic.rightOperand())));
        }
        LogicalConstraint logical = (LogicalConstraint) constraint;
        Stream<String> members = logical.members().stream().map(CanonicalJson::write);
        // INVARIANT: a repetition changes what xone means, and only that.
        boolean repeats = logical.connective() == Connective.XONE;
        return object(Map.of(logical.connective().key(), siblings(repeats ? members : members.distinct())));
    }

    private static String siblings(Stream<String> siblings) {
        return siblings.sorted(BYTES).collect(Collectors.joining(",", "[", "]"));
    }

    /** Natural order of Java strings is the order of UTF-16 code units that RFC 8785 section 3.2.3 asks for. */
    private static String object(Map<String, String> members) {
        return new TreeMap<>(members)
                .entrySet().stream()
                        .map(member -> string(member.getKey()) + ":" + member.getValue())
                        .collect(Collectors.joining(",", "{", "}"));
    }

    /** RFC 8785 section 3.2.2.2. */
    private static String string(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(unit -> {
            switch (unit) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> json.append(unit < 0x20 ? String.format("\\u%04x", unit) : Character.toString((char) unit));
            }
        });
        return json.append('"').toString();
    }
}
