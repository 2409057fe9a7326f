// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A constraint or duty, to be compared with those of another policy.
 *
 * @param key the same only where the meaning is
 * @param kind where two have the same, only their values differ; empty where that cannot be said
 * @param sentence without a full stop
 * @param value in plain words
 */
record PlainClause(String key, Optional<String> kind, String sentence, String value) {

    /** The clauses of a permission, prohibition or list of obligations, each once. */
    static List<PlainClause> of(List<Constraint> constraints, List<Duty> duties, Language language) {
        PlainValues values = new PlainValues(language);
        PlainConstraints plain = new PlainConstraints(language, values);
        Map<String, PlainClause> clauses = new LinkedHashMap<>();
        Stream<PlainClause> told =
                constraints.stream().flatMap(constraint -> of(constraint, constraints, plain, values).stream());
        Stream.concat(told, duties.stream().map(duty -> of(duty, language, values)))
                .forEach(clause -> clauses.putIfAbsent(clause.key(), clause));
        return new ArrayList<>(clauses.values());
    }

    private static Optional<PlainClause> of(
            Constraint constraint, List<Constraint> group, PlainConstraints plain, PlainValues values) {
        Optional<String> sentence = plain.sentence(constraint, group, "");
        String key = CanonicalJson.write(constraint);
        if (!(constraint instanceof AtomicConstraint atomic)) {
            return sentence.map(told -> new PlainClause(key, Optional.empty(), told, ""));
        }
        Optional<String> window =
                atomic.leftOperand() == LeftOperand.COUNT ? PlainConstraints.window(group) : Optional.empty();
        String kind = atomic.leftOperand() + "." + atomic.operator() + "." + window.orElse("");
        String value = values.of(atomic.leftOperand(), atomic.rightOperand());
        return sentence.map(told -> new PlainClause(key + window.orElse(""), Optional.of(kind), told, value));
    }

    private static PlainClause of(Duty duty, Language language, PlainValues values) {
        String value = duty.within().map(values::duration).orElse("");
        String what = language.words("duty." + duty.action());
        String sentence = duty.within().isEmpty()
                ? what
                : language.words("duty.within")
                        .replace("{what}: ", "")
                        .replace("{duty}", what)
                        .replace("{0}", value);
        String kind = "duty." + duty.action() + "." + duty.within().isPresent();
        return new PlainClause(CanonicalJson.write(duty), Optional.of(kind), sentence, value);
    }
}
