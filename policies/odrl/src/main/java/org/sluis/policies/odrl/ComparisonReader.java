// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.sluis.policies.odrl.Term.ODRL;

import java.util.Optional;

/** Reads one comparison: left operand, operator, right operand. */
final class ComparisonReader {

    static final String LEFT_OPERAND = ODRL + "leftOperand";
    static final String OPERATOR = ODRL + "operator";
    static final String RIGHT_OPERAND = ODRL + "rightOperand";

    private ComparisonReader() {}

    /** Reads one comparison; every member is looked at, so that all faults are named at once. */
    static Optional<AtomicConstraint> read(Members members, Names names, Problems problems) {
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
}
