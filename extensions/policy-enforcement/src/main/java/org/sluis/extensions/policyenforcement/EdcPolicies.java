// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.List;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.AndConstraint;
import org.eclipse.edc.policy.model.AtomicConstraint;
import org.eclipse.edc.policy.model.Constraint;
import org.eclipse.edc.policy.model.Duty;
import org.eclipse.edc.policy.model.LiteralExpression;
import org.eclipse.edc.policy.model.Operator;
import org.eclipse.edc.policy.model.OrConstraint;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.policy.model.PolicyType;
import org.eclipse.edc.policy.model.Prohibition;
import org.eclipse.edc.policy.model.XoneConstraint;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.LogicalConstraint;

/** Makes the EDC policy object that holds exactly what our reader understood. */
final class EdcPolicies {

    private EdcPolicies() {}

    /** The policy for EDC; its profile is named only where its author named it. */
    static Policy of(org.sluis.policies.odrl.Policy policy, PolicyType type, boolean withProfile) {
        return Policy.Builder.newInstance()
                .type(type)
                .profiles(withProfile ? List.of(org.sluis.policies.odrl.Policy.PROFILE) : List.of())
                .target(policy.target().orElse(null))
                .assigner(policy.assigner().orElse(null))
                .assignee(policy.assignee().orElse(null))
                .permissions(policy.permissions().stream()
                        .map(EdcPolicies::permission)
                        .toList())
                .prohibitions(policy.prohibitions().stream()
                        .map(EdcPolicies::prohibition)
                        .toList())
                .duties(duties(policy.obligations()))
                .build();
    }

    static PolicyType type(org.sluis.policies.odrl.Policy.Kind kind) {
        return switch (kind) {
            case SET -> PolicyType.SET;
            case OFFER -> PolicyType.OFFER;
            case AGREEMENT -> PolicyType.CONTRACT;
        };
    }

    private static Permission permission(org.sluis.policies.odrl.Permission permission) {
        return Permission.Builder.newInstance()
                .action(action(permission.action()))
                .constraints(constraints(permission.constraints()))
                .duties(duties(permission.duties()))
                .build();
    }

    private static Prohibition prohibition(org.sluis.policies.odrl.Prohibition prohibition) {
        return Prohibition.Builder.newInstance()
                .action(action(prohibition.action()))
                .constraints(constraints(prohibition.constraints()))
                .build();
    }

    private static List<Duty> duties(List<org.sluis.policies.odrl.Duty> duties) {
        return duties.stream().map(EdcPolicies::duty).toList();
    }

    private static Duty duty(org.sluis.policies.odrl.Duty duty) {
        Duty.Builder builder = Duty.Builder.newInstance().action(action(duty.action()));
        duty.within().ifPresent(within -> builder.constraint(atomic(LeftOperand.WITHIN.iri(), Operator.LEQ, within)));
        return builder.build();
    }

    private static Action action(org.sluis.policies.odrl.Action action) {
        return Action.Builder.newInstance().type(action.iri()).build();
    }

    private static List<Constraint> constraints(List<org.sluis.policies.odrl.Constraint> constraints) {
        return constraints.stream().map(EdcPolicies::constraint).toList();
    }

    private static Constraint constraint(org.sluis.policies.odrl.Constraint constraint) {
        if (constraint instanceof org.sluis.policies.odrl.AtomicConstraint atomic) {
            return atomic(atomic.leftOperand().iri(), operator(atomic.operator()), atomic.rightOperand());
        }
        LogicalConstraint logical = (LogicalConstraint) constraint;
        List<Constraint> members = constraints(logical.members());
        return switch (logical.connective()) {
            case AND -> AndConstraint.Builder.newInstance().constraints(members).build();
            case OR -> OrConstraint.Builder.newInstance().constraints(members).build();
            case XONE ->
                XoneConstraint.Builder.newInstance().constraints(members).build();
        };
    }

    private static AtomicConstraint atomic(String left, Operator operator, String right) {
        return AtomicConstraint.Builder.newInstance()
                .leftExpression(new LiteralExpression(left))
                .operator(operator)
                .rightExpression(new LiteralExpression(right))
                .build();
    }

    private static Operator operator(org.sluis.policies.odrl.Operator operator) {
        return switch (operator) {
            case EQ -> Operator.EQ;
            case NEQ -> Operator.NEQ;
            case LT -> Operator.LT;
            case LTEQ -> Operator.LEQ;
            case GT -> Operator.GT;
            case GTEQ -> Operator.GEQ;
        };
    }
}
