// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sluis.policies.odrl.Action;
import org.sluis.policies.odrl.AtomicConstraint;
import org.sluis.policies.odrl.CanonicalForm;
import org.sluis.policies.odrl.Constraint;
import org.sluis.policies.odrl.Duty;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.LogicalConstraint;
import org.sluis.policies.odrl.Permission;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Prohibition;

/** Compiles the rules of one policy. Names and pointers follow the author's order, the array of permissions the canonical one. */
final class RuleCompiler {

    private final Policy policy;

    RuleCompiler(Policy policy) {
        this.policy = policy;
    }

    CompiledRule[] permissions() {
        List<Permission> permissions = policy.permissions();
        Comparator<Integer> canonical =
                (one, other) -> CanonicalForm.compare(permissions.get(one), permissions.get(other));
        return IntStream.range(0, permissions.size())
                .boxed()
                .sorted(canonical)
                .map(i -> permission(("permission/" + i).intern(), permissions.get(i)))
                .toArray(CompiledRule[]::new);
    }

    static CompiledRule permission(String name, Permission permission) {
        List<CompiledDuty> duties = duties("/" + name + "/duty/", permission.duties());
        return rule(name, permission.action(), permission.constraints(), duties);
    }

    CompiledRule[] prohibitions() {
        List<Prohibition> prohibitions = policy.prohibitions();
        return IntStream.range(0, prohibitions.size())
                .mapToObj(i -> rule(
                        ("prohibition/" + i).intern(),
                        prohibitions.get(i).action(),
                        prohibitions.get(i).constraints(),
                        List.of()))
                .toArray(CompiledRule[]::new);
    }

    List<CompiledDuty> obligations() {
        return duties("/obligation/", policy.obligations());
    }

    private static List<CompiledDuty> duties(String pointer, List<Duty> duties) {
        return IntStream.range(0, duties.size())
                .mapToObj(i -> new CompiledDuty(
                        (pointer + i).intern(), duties.get(i).action().iri()))
                .toList();
    }

    private static CompiledRule rule(
            String name, Action action, List<Constraint> constraints, List<CompiledDuty> duties) {
        Condition condition = new All(members(constraints, "/" + name + "/constraint", name));
        return new CompiledRule(name, action, condition, Charges.of(name, condition), duties);
    }

    private static List<Condition> members(List<Constraint> constraints, String pointer, String rule) {
        Optional<String> window = window(constraints);
        List<Condition> members = new ArrayList<>();
        for (int i = 0; i < constraints.size(); i++) {
            members.add(condition(constraints.get(i), (pointer + "/" + i).intern(), rule, window));
        }
        return List.copyOf(members);
    }

    /** The reader saw to it that a window stands only in an and, beside one count. */
    private static Optional<String> window(List<Constraint> constraints) {
        return constraints.stream()
                .filter(AtomicConstraint.class::isInstance)
                .map(AtomicConstraint.class::cast)
                .filter(atomic -> atomic.leftOperand() == LeftOperand.WINDOW)
                .map(AtomicConstraint::rightOperand)
                .findFirst();
    }

    private static Condition condition(Constraint constraint, String pointer, String rule, Optional<String> window) {
        if (constraint instanceof AtomicConstraint atomic) {
            return Checks.comparison(
                    atomic, pointer, rule, atomic.leftOperand() == LeftOperand.COUNT ? window : Optional.empty());
        }
        LogicalConstraint logical = (LogicalConstraint) constraint;
        String inside = pointer + "/" + logical.connective().key();
        List<Condition> members = members(logical.members(), inside, rule);
        return switch (logical.connective()) {
            case AND -> new All(members);
            case OR -> new Any(members);
            case XONE -> new ExactlyOne(pointer, members);
        };
    }
}
