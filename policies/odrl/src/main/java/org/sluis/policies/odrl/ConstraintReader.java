// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.odrl.LogicalConstraint.Connective;

/** Reads the constraints of permissions and prohibitions. */
final class ConstraintReader {

    private static final int MAX_COMBINATORS = 3;
    private static final Set<String> KEYS = Set.of(
            ComparisonReader.LEFT_OPERAND,
            ComparisonReader.OPERATOR,
            ComparisonReader.RIGHT_OPERAND,
            Connective.AND.iri(),
            Connective.OR.iri(),
            Connective.XONE.iri());

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
                || members.get().has(ComparisonReader.LEFT_OPERAND)
                || members.get().has(ComparisonReader.OPERATOR)
                || members.get().has(ComparisonReader.RIGHT_OPERAND)) {
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
        return ComparisonReader.read(members, names, problems)
                .filter(atomic -> atomic.leftOperand() != LeftOperand.WITHIN || refuseWithin(members));
    }

    private boolean refuseWithin(Members members) {
        return problems.refuse(
                        members.object(), "within-outside-duty", "sluis:within stands only in duties and obligations.")
                .isPresent();
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
