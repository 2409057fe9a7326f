// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.AndConstraint;
import org.eclipse.edc.policy.model.AtomicConstraint;
import org.eclipse.edc.policy.model.Constraint;
import org.eclipse.edc.policy.model.Duty;
import org.eclipse.edc.policy.model.Expression;
import org.eclipse.edc.policy.model.LiteralExpression;
import org.eclipse.edc.policy.model.MultiplicityConstraint;
import org.eclipse.edc.policy.model.OrConstraint;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.policy.model.Prohibition;
import org.eclipse.edc.policy.model.Rule;
import org.eclipse.edc.policy.model.XoneConstraint;
import org.sluis.policies.odrl.Term;

/**
 * Writes everything an EDC policy object holds as JSON for our strict reader. What the profile does not have (refinements,
 * remedies, consequences, numbers, other keys) is written too, so that the reader refuses it instead of never seeing it.
 */
final class EdcPolicyJson {

    // One more than any valid policy needs, so that the reader still sees the excess.
    private static final int MAX_COMBINATORS = 5;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private EdcPolicyJson() {}

    static JsonNode of(Policy policy) {
        ObjectNode written = JSON.objectNode();
        written.put("@type", Term.ODRL + type(policy));
        identifier(written, "target", policy.getTarget());
        identifier(written, "assigner", policy.getAssigner());
        identifier(written, "assignee", policy.getAssignee());
        if (policy.getInheritsFrom() != null) {
            written.put(Term.ODRL + "inheritFrom", policy.getInheritsFrom());
        }
        if (policy.getProfiles() != null && !policy.getProfiles().isEmpty()) {
            ArrayNode profiles = written.putArray(Term.ODRL + "profile");
            policy.getProfiles().forEach(profiles::add);
        }
        written.set(Term.ODRL + "permission", all(policy.getPermissions(), EdcPolicyJson::permission));
        written.set(Term.ODRL + "prohibition", all(policy.getProhibitions(), EdcPolicyJson::prohibition));
        written.set(Term.ODRL + "obligation", all(policy.getObligations(), EdcPolicyJson::duty));
        policy.getExtensibleProperties().forEach((key, value) -> written.put(key, String.valueOf(value)));
        return written;
    }

    private static String type(Policy policy) {
        return policy.getType() == null
                ? "none"
                : switch (policy.getType()) {
                    case SET -> "Set";
                    case OFFER -> "Offer";
                    case CONTRACT -> "Agreement";
                };
    }

    private static void identifier(ObjectNode written, String name, String value) {
        if (value != null) {
            written.set(Term.ODRL + name, reference(value));
        }
    }

    private static JsonNode permission(Permission permission) {
        ObjectNode written = rule(permission);
        written.set(Term.ODRL + "duty", all(permission.getDuties(), EdcPolicyJson::duty));
        return written;
    }

    private static JsonNode prohibition(Prohibition prohibition) {
        ObjectNode written = rule(prohibition);
        written.set(Term.ODRL + "remedy", all(prohibition.getRemedies(), EdcPolicyJson::foreign));
        return written;
    }

    private static JsonNode duty(Duty duty) {
        ObjectNode written = rule(duty);
        written.set(Term.ODRL + "consequence", all(duty.getConsequences(), EdcPolicyJson::foreign));
        return written;
    }

    // Not descended into: that it exists is enough for the reader to refuse it.
    private static JsonNode foreign(Duty duty) {
        return JSON.textNode("present");
    }

    private static ObjectNode rule(Rule rule) {
        ObjectNode written = JSON.objectNode();
        Action action = rule.getAction();
        if (action != null) {
            written.set(Term.ODRL + "action", reference(action.getType()));
            if (action.getIncludedIn() != null) {
                written.put(Term.ODRL + "includedIn", action.getIncludedIn());
            }
            if (action.getConstraint() != null) {
                written.put(Term.ODRL + "refinement", "present");
            }
        }
        written.set(Term.ODRL + "constraint", all(rule.getConstraints(), constraint -> constraint(constraint, 1)));
        return written;
    }

    private static JsonNode constraint(Constraint constraint, int level) {
        if (constraint instanceof AtomicConstraint atomic) {
            return atomic(atomic);
        }
        ObjectNode written = JSON.objectNode();
        if (constraint instanceof MultiplicityConstraint combined) {
            written.set(
                    Term.ODRL + connective(combined),
                    level > MAX_COMBINATORS
                            ? JSON.arrayNode().add("deeper")
                            : all(combined.getConstraints(), member -> constraint(member, level + 1)));
        }
        return written;
    }

    private static String connective(MultiplicityConstraint combined) {
        if (combined instanceof AndConstraint) {
            return "and";
        }
        if (combined instanceof OrConstraint) {
            return "or";
        }
        return combined instanceof XoneConstraint ? "xone" : "unknownConnective";
    }

    private static JsonNode atomic(AtomicConstraint atomic) {
        ObjectNode written = JSON.objectNode();
        written.set(Term.ODRL + "leftOperand", literal(atomic.getLeftExpression()));
        if (atomic.getOperator() != null) {
            written.set(Term.ODRL + "operator", reference(atomic.getOperator().getOdrlRepresentation()));
        }
        written.set(Term.ODRL + "rightOperand", literal(atomic.getRightExpression()));
        return written;
    }

    private static JsonNode literal(Expression expression) {
        Object value = expression instanceof LiteralExpression literal ? literal.getValue() : null;
        return value instanceof String text ? JSON.textNode(text) : JSON.nullNode();
    }

    private static ObjectNode reference(String iri) {
        ObjectNode reference = JSON.objectNode();
        reference.put("@id", iri);
        return reference;
    }

    private static <T> ArrayNode all(List<T> values, Function<T, JsonNode> write) {
        ArrayNode written = JSON.arrayNode();
        if (values != null) {
            values.forEach(value -> written.add(value == null ? JSON.nullNode() : write.apply(value)));
        }
        return written;
    }
}
