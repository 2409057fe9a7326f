// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Constraints in plain words. */
final class PlainConstraints {

    private final Language language;
    private final PlainValues values;

    PlainConstraints(Language language, PlainValues values) {
        this.language = language;
        this.values = values;
    }

    /**
     * The sentence of a constraint, without its full stop; empty for a window, which is told with its count.
     *
     * @param group the constraints it stands among
     * @param number of the constraint it stands in, for example {@code 2.1}; "" at the top
     */
    Optional<String> sentence(Constraint constraint, List<Constraint> group, String number) {
        if (constraint instanceof LogicalConstraint logical) {
            return Optional.of(language.words(logical.connective().name()).replace("{0}", members(logical, number)));
        }
        AtomicConstraint atomic = (AtomicConstraint) constraint;
        if (atomic.leftOperand() == LeftOperand.WINDOW) {
            return Optional.empty();
        }
        Optional<String> window = atomic.leftOperand() == LeftOperand.COUNT ? window(group) : Optional.empty();
        String sentence = atomic.leftOperand() + "." + atomic.operator() + (window.isPresent() ? ".window" : "");
        return Optional.of(language.words(sentence)
                .replace("{1}", window.map(values::duration).orElse(""))
                .replace("{0}", values.of(atomic.leftOperand(), atomic.rightOperand())));
    }

    /** Numbered, so that it is clear where one ends and which belong together. */
    private String members(LogicalConstraint logical, String number) {
        List<String> members = new ArrayList<>();
        for (Constraint member : logical.members()) {
            String inner = (number.isEmpty() ? "" : number + ".") + (members.size() + 1);
            sentence(member, logical.members(), inner)
                    .ifPresent(sentence -> members.add("(" + inner + ") " + sentence));
        }
        return String.join("; ", members);
    }

    static Optional<String> window(List<Constraint> group) {
        return group.stream()
                .filter(AtomicConstraint.class::isInstance)
                .map(AtomicConstraint.class::cast)
                .filter(atomic -> atomic.leftOperand() == LeftOperand.WINDOW)
                .map(AtomicConstraint::rightOperand)
                .findFirst();
    }

    static Label label(Constraint constraint, Mechanisms running) {
        return constraint instanceof LogicalConstraint logical
                ? Label.weakest(logical.members().stream()
                        .map(member -> label(member, running))
                        .toList())
                : Label.of(((AtomicConstraint) constraint).leftOperand(), running);
    }
}
