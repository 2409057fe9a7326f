// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.sluis.policies.odrl.Term.ODRL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads permissions, prohibitions, duties and obligations. */
final class RuleReader {

    private static final String ACTION = ODRL + "action";
    private static final String CONSTRAINT = ODRL + "constraint";
    private static final String DUTY = ODRL + "duty";
    private static final Set<String> PERMISSION_KEYS = Set.of(ACTION, CONSTRAINT, DUTY);
    private static final Set<String> RULE_KEYS = Set.of(ACTION, CONSTRAINT);
    private static final Set<String> WITHIN_KEYS =
            Set.of(ComparisonReader.LEFT_OPERAND, ComparisonReader.OPERATOR, ComparisonReader.RIGHT_OPERAND);

    private final Names names;
    private final Problems problems;
    private final Map<String, String> pointers;
    private final ConstraintReader constraints;

    RuleReader(Names names, Problems problems, Map<String, String> pointers) {
        this.names = names;
        this.problems = problems;
        this.pointers = pointers;
        this.constraints = new ConstraintReader(names, problems, pointers);
    }

    List<Permission> permissions(List<Located> rules) {
        List<Permission> read = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            String model = "/permission/" + i;
            rule(rules.get(i), model, "a permission", PERMISSION_KEYS).ifPresent(members -> {
                Optional<Action> action = action(members, Action::isRequestable, "a permission");
                List<Constraint> conditions = constraints.readAll(members.list(CONSTRAINT), model + "/constraint");
                List<Duty> duties = duties(members.list(DUTY), model + "/duty", "a duty", Action::isDuty);
                action.ifPresent(known -> read.add(new Permission(known, conditions, duties)));
            });
        }
        return read;
    }

    List<Prohibition> prohibitions(List<Located> rules) {
        List<Prohibition> read = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            String model = "/prohibition/" + i;
            rule(rules.get(i), model, "a prohibition", RULE_KEYS).ifPresent(members -> {
                Optional<Action> action = action(members, Action::isRequestable, "a prohibition");
                List<Constraint> conditions = constraints.readAll(members.list(CONSTRAINT), model + "/constraint");
                action.ifPresent(known -> read.add(new Prohibition(known, conditions)));
            });
        }
        return read;
    }

    List<Duty> obligations(List<Located> rules) {
        return duties(rules, "/obligation", "an obligation", Action::isObligation);
    }

    private List<Duty> duties(List<Located> rules, String model, String what, Predicate<Action> mayStand) {
        List<Duty> read = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), model + "/" + i, what, RULE_KEYS).ifPresent(members -> {
                Optional<Action> action = action(members, mayStand, what);
                Optional<String> within = within(members);
                action.ifPresent(known -> read.add(new Duty(known, within)));
            });
        }
        return read;
    }

    private Optional<Members> rule(Located rule, String model, String what, Set<String> keys) {
        pointers.put(model, rule.pointer());
        return Members.of(rule, names, problems, what, keys);
    }

    private Optional<Action> action(Members rule, Predicate<Action> mayStand, String what) {
        Optional<String> iri = rule.term(ACTION);
        if (iri.isEmpty()) {
            return Optional.empty();
        }
        Located where = rule.get(ACTION).orElseThrow();
        Optional<Action> action = Action.of(iri.get());
        if (action.isEmpty()) {
            return problems.refuse(
                    where, "unknown-action", Problems.quote(iri.get()) + " is no action of this profile.");
        }
        return mayStand.test(action.get())
                ? action
                : problems.refuse(
                        where, "action-not-here", action.get().prefixed() + " cannot be the action of " + what + ".");
    }

    /** A duty has no condition; its only constraint says how soon. */
    private Optional<String> within(Members duty) {
        List<Located> found = duty.list(CONSTRAINT);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.size() > 1) {
            return problems.refuse(
                    duty.get(CONSTRAINT).orElseThrow(),
                    "duty-constraint",
                    "A duty has one constraint at most: sluis:within.");
        }
        Optional<AtomicConstraint> atomic = Members.of(
                        found.get(0), names, problems, "the constraint of a duty", WITHIN_KEYS)
                .flatMap(members -> ComparisonReader.read(members, names, problems));
        return atomic.flatMap(constraint -> constraint.leftOperand() == LeftOperand.WITHIN
                ? Optional.of(constraint.rightOperand())
                : problems.refuse(found.get(0), "duty-constraint", "A duty is constrained by sluis:within only."));
    }
}
