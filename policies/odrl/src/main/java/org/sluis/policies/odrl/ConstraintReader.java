// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.sluis.policies.odrl.Term.ODRL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.odrl.LogicalConstraint.Connective;

/** Reads the constraints of permissions and prohibitions. */
final class ConstraintReader {

    private static final int MAX_COMBINATORS = 3;
    private static final String LEFT_OPERAND = ODRL + "leftOperand";
    private static final String OPERATOR = ODRL + "operator";
    private static final String RIGHT_OPERAND = ODRL + "rightOperand";
    private static final Set<String> KEYS = Set.of(
            LEFT_OPERAND, OPERATOR, RIGHT_OPERAND, Connective.AND.iri(), Connective.OR.iri(), Connective.XONE.iri());

    private final Names names;
    private final Problems problems;
    private final Map<String, String> pointers;

    ConstraintReader(Names names, Problems problems, Map<String, String> pointers) {
        this.names = names;
        this.problems = problems;
        this.pointers = pointers;
    }

    /** Reads the constraints of a rule, which are one {@code and}. */
    List<Constraint> readAll(List<Located> constraints, String model) {
        List<Constraint> read = read(constraints, model, 1);
        if (read.size() == constraints.size()) {
            checkWindow(constraints, read, Connective.AND);
        }
        return read;
    }

    private List<Constraint> read(List<Located> constraints, String model, int level) {
        List<Constraint> read = new ArrayList<>();
        for (int i = 0; i < constraints.size(); i++) {
            readOne(constraints.get(i), model + "/" + i, level).ifPresent(read::add);
        }
        return read;
    }

    private Optional<Constraint> readOne(Located constraint, String model, int level) {
        pointers.put(model, constraint.pointer());
        Optional<Members> members = Members.of(constraint, names, problems, "a constraint", KEYS);
        if (members.isEmpty()) {
            return Optional.empty();
        }
        List<Connective> connectives = new ArrayList<>();
        for (Connective connective : Connective.values()) {
            if (members.get().has(connective.iri())) {
                connectives.add(connective);
            }
        }
        if (connectives.isEmpty()) {
            return atomic(members.get()).map(Constraint.class::cast);
        }
        if (connectives.size() > 1
                || members.get().has(LEFT_OPERAND)
                || members.get().has(OPERATOR)
                || members.get().has(RIGHT_OPERAND)) {
            return problems.refuse(
                    constraint,
                    "constraint-form",
                    "A constraint is either one comparison or exactly one of and, or, xone.");
        }
        return logical(members.get(), connectives.get(0), model, level);
    }

    private Optional<Constraint> logical(Members members, Connective connective, String model, int level) {
        List<Located> constraints = members.list(connective.iri());
        if (level > MAX_COMBINATORS) {
            return problems.refuse(
                    members.object(), "combinators-too-deep", "and, or and xone nest at most three deep.");
        }
        if (constraints.isEmpty()) {
            return problems.refuse(members.object(), "combinator-empty", "and, or and xone need at least one member.");
        }
        List<Constraint> read = read(constraints, model + "/" + connective.key(), level + 1);
        if (read.size() < constraints.size()) {
            return Optional.empty();
        }
        checkWindow(constraints, read, connective);
        return Optional.of(new LogicalConstraint(connective, read));
    }

    private Optional<AtomicConstraint> atomic(Members members) {
        return atomic(members, names, problems)
                .filter(atomic -> atomic.leftOperand() != LeftOperand.WITHIN || refuseWithin(members));
    }

    private boolean refuseWithin(Members members) {
        return problems.refuse(
                        members.object(), "within-outside-duty", "sluis:within stands only in duties and obligations.")
                .isPresent();
    }

    /** Reads one comparison; every member is looked at, so that all faults are named at once. */
    static Optional<AtomicConstraint> atomic(Members members, Names names, Problems problems) {
        Optional<LeftOperand> leftOperand = members.term(LEFT_OPERAND)
                .flatMap(iri -> LeftOperand.of(iri)
                        .or(() -> problems.refuse(
                                members.get(LEFT_OPERAND).orElseThrow(),
                                "unknown-operand",
                                Problems.quote(iri)
                                        + " is no left operand of this profile; see its table of operands.")));
        Optional<Operator> operator = members.term(OPERATOR)
                .flatMap(
                        iri -> Operator.of(iri)
                                .or(
                                        () -> problems.refuse(
                                                members.get(OPERATOR).orElseThrow(),
                                                "unknown-operator",
                                                Problems.quote(iri)
                                                        + " is no operator of this profile; write odrl:eq, neq, lt, lteq, gt or gteq in full.")));
        if (leftOperand.isPresent()
                && operator.isPresent()
                && !leftOperand.get().operators().contains(operator.get())) {
            operator = problems.refuse(
                    members.get(OPERATOR).orElseThrow(),
                    "operator-not-for-operand",
                    leftOperand.get().prefixed() + " takes " + takes(leftOperand.get()) + " only.");
        }
        Optional<String> right = rightOperand(members, leftOperand, names, problems);
        return leftOperand.isPresent() && operator.isPresent() && right.isPresent()
                ? Optional.of(new AtomicConstraint(leftOperand.get(), operator.get(), right.get()))
                : Optional.empty();
    }

    private static String takes(LeftOperand leftOperand) {
        return String.join(
                ", ", leftOperand.operators().stream().map(Operator::prefixed).toList());
    }

    private static Optional<String> rightOperand(
            Members members, Optional<LeftOperand> leftOperand, Names names, Problems problems) {
        Optional<Located> value = members.get(RIGHT_OPERAND);
        if (value.isEmpty()) {
            return problems.refuse(
                    members.object(), "missing-key", "'odrl:rightOperand' is missing here; exactly one belongs here.");
        }
        if (leftOperand.isEmpty()) {
            return Optional.empty();
        }
        RightOperandForm form = leftOperand.get().form();
        Optional<String> text = Optional.empty();
        if (value.get().json().isTextual()) {
            text = Optional.of(value.get().json().textValue());
        } else if (form.isIdentifier() && Members.isReference(value.get())) {
            text = Optional.of(
                            names.expandIdentifier(value.get().json().get("@id").textValue()))
                    .filter(identifier -> identifier.indexOf(':') > 0);
        }
        return text.filter(form::accepts)
                .or(() -> problems.refuse(
                        value.get(),
                        "right-operand-form",
                        leftOperand.get().prefixed() + " takes a JSON string with " + form.description() + "."));
    }

    /** A window counts only together with the one count beside it. */
    private void checkWindow(List<Located> where, List<Constraint> group, Connective connective) {
        long counts =
                group.stream().filter(member -> is(member, LeftOperand.COUNT)).count();
        long windows =
                group.stream().filter(member -> is(member, LeftOperand.WINDOW)).count();
        if (windows == 0 || (windows == 1 && counts == 1 && connective == Connective.AND)) {
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            if (is(group.get(i), LeftOperand.WINDOW)) {
                problems.refuse(
                        where.get(i),
                        "window-without-count",
                        "sluis:window stands only beside exactly one odrl:count in the same and.");
            }
        }
    }

    private static boolean is(Constraint constraint, LeftOperand leftOperand) {
        return constraint instanceof AtomicConstraint atomic && atomic.leftOperand() == leftOperand;
    }
}
