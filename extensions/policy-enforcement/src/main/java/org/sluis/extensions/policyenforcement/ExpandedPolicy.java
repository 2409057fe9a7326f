// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluis.policies.odrl.AtomicConstraint;
import org.sluis.policies.odrl.Constraint;
import org.sluis.policies.odrl.Duty;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.LogicalConstraint;
import org.sluis.policies.odrl.Operator;
import org.sluis.policies.odrl.Permission;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Prohibition;
import org.sluis.policies.odrl.Term;

/**
 * Writes a policy in expanded JSON-LD: full IRIs and explicit arrays, so that it means the same under every context. EDC is
 * handed this instead of what was sent, so what EDC stores is what our reader understood.
 */
final class ExpandedPolicy {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ExpandedPolicy() {}

    /** Writes the policy; a profile that a stock peer did not name is not put into its mouth. */
    static ObjectNode of(Policy policy, boolean withProfile) {
        ObjectNode written = JSON.objectNode();
        policy.id().ifPresent(id -> written.put("@id", id));
        written.put("@type", policy.kind().iri());
        if (withProfile) {
            written.set(Term.ODRL + "profile", reference(Policy.PROFILE));
        }
        policy.target().ifPresent(target -> written.set(Term.ODRL + "target", reference(target)));
        policy.assigner().ifPresent(assigner -> written.set(Term.ODRL + "assigner", reference(assigner)));
        policy.assignee().ifPresent(assignee -> written.set(Term.ODRL + "assignee", reference(assignee)));
        ArrayNode permissions = JSON.arrayNode();
        policy.permissions().forEach(permission -> permissions.add(permission(permission)));
        ArrayNode prohibitions = JSON.arrayNode();
        policy.prohibitions().forEach(prohibition -> prohibitions.add(prohibition(prohibition)));
        written.set(Term.ODRL + "permission", permissions);
        written.set(Term.ODRL + "prohibition", prohibitions);
        written.set(Term.ODRL + "obligation", duties(policy.obligations()));
        return written;
    }

    private static ObjectNode permission(Permission permission) {
        ObjectNode written = rule(permission.action(), permission.constraints());
        if (!permission.duties().isEmpty()) {
            written.set(Term.ODRL + "duty", duties(permission.duties()));
        }
        return written;
    }

    private static ObjectNode prohibition(Prohibition prohibition) {
        return rule(prohibition.action(), prohibition.constraints());
    }

    private static ArrayNode duties(List<Duty> duties) {
        ArrayNode written = JSON.arrayNode();
        duties.forEach(duty -> written.add(rule(
                duty.action(),
                duty.within()
                        .map(within ->
                                List.<Constraint>of(new AtomicConstraint(LeftOperand.WITHIN, Operator.LTEQ, within)))
                        .orElse(List.of()))));
        return written;
    }

    private static ObjectNode rule(Term action, List<Constraint> constraints) {
        ObjectNode written = JSON.objectNode();
        written.set(Term.ODRL + "action", reference(action.iri()));
        if (!constraints.isEmpty()) {
            written.set(Term.ODRL + "constraint", constraints(constraints));
        }
        return written;
    }

    private static ArrayNode constraints(List<Constraint> constraints) {
        ArrayNode written = JSON.arrayNode();
        for (Constraint constraint : constraints) {
            if (constraint instanceof AtomicConstraint atomic) {
                written.add(atomic(atomic));
            } else if (constraint instanceof LogicalConstraint logical) {
                ObjectNode combined = JSON.objectNode();
                combined.set(logical.connective().iri(), constraints(logical.members()));
                written.add(combined);
            }
        }
        return written;
    }

    private static ObjectNode atomic(AtomicConstraint atomic) {
        ObjectNode written = JSON.objectNode();
        written.set(Term.ODRL + "leftOperand", reference(atomic.leftOperand().iri()));
        written.set(Term.ODRL + "operator", reference(atomic.operator().iri()));
        ObjectNode right = JSON.objectNode();
        right.put("@value", atomic.rightOperand());
        written.set(Term.ODRL + "rightOperand", right);
        return written;
    }

    private static ObjectNode reference(String iri) {
        ObjectNode reference = JSON.objectNode();
        reference.put("@id", iri);
        return reference;
    }
}
