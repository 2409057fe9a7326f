// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;

/** Writes a policy as JSON-LD that any JSON-LD reader expands to the same meaning; {@link PolicyReader} reads it back equal. */
public final class PolicyWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PolicyWriter() {}

    /** A document of its own, with its {@code @context}. */
    public static ObjectNode write(Policy policy) {
        ObjectNode document = JSON.objectNode();
        document.putObject("@context").put("odrl", Term.ODRL).put("sluis", Term.SLUIS);
        policy.id().ifPresent(id -> document.put("@id", id));
        document.put("@type", policy.kind().prefixed());
        document.set("odrl:profile", reference("sluis:profile"));
        put(document, "odrl:target", policy.target());
        put(document, "odrl:assigner", policy.assigner());
        put(document, "odrl:assignee", policy.assignee());
        for (Permission permission : policy.permissions()) {
            ObjectNode rule = rule(document, "odrl:permission", permission);
            permission
                    .constraints()
                    .forEach(constraint -> rule.withArray("/odrl:constraint").add(write(constraint)));
            permission.duties().forEach(duty -> duty(rule, "odrl:duty", duty));
        }
        for (Prohibition prohibition : policy.prohibitions()) {
            ObjectNode rule = rule(document, "odrl:prohibition", prohibition);
            prohibition
                    .constraints()
                    .forEach(constraint -> rule.withArray("/odrl:constraint").add(write(constraint)));
        }
        policy.obligations().forEach(obligation -> duty(document, "odrl:obligation", obligation));
        return document;
    }

    private static ObjectNode rule(ObjectNode parent, String key, Rule rule) {
        ObjectNode written = JSON.objectNode();
        written.set("odrl:action", reference(rule.action().prefixed()));
        parent.withArray("/" + key).add(written);
        return written;
    }

    private static void duty(ObjectNode parent, String key, Duty duty) {
        ObjectNode rule = rule(parent, key, duty);
        duty.within()
                .map(within -> write(new AtomicConstraint(LeftOperand.WITHIN, Operator.LTEQ, within)))
                .ifPresent(within -> rule.withArray("/odrl:constraint").add(within));
    }

    private static ObjectNode write(Constraint constraint) {
        ObjectNode written = JSON.objectNode();
        if (constraint instanceof AtomicConstraint atomic) {
            written.set("odrl:leftOperand", reference(atomic.leftOperand().prefixed()));
            written.set("odrl:operator", reference(atomic.operator().prefixed()));
            written.put("odrl:rightOperand", atomic.rightOperand());
        } else if (constraint instanceof LogicalConstraint logical) {
            ArrayNode members = written.putArray(logical.connective().prefixed());
            logical.members().forEach(member -> members.add(write(member)));
        }
        return written;
    }

    private static void put(ObjectNode document, String key, Optional<String> identifier) {
        identifier.ifPresent(value -> document.set(key, identifier(value)));
    }

    /** A reference, unless JSON-LD would take the start of the identifier for one of our prefixes. */
    private static JsonNode identifier(String value) {
        return List.of("odrl", "sluis").contains(value.split(":", 2)[0]) ? new TextNode(value) : reference(value);
    }

    private static ObjectNode reference(String iri) {
        return JSON.objectNode().put("@id", iri);
    }
}
