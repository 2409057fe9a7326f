// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells a policy in plain words, one sentence for each clause, each with the way it is kept. */
public final class PlainWords {

    private final Language language;
    private final Mechanisms running;
    private final PlainValues values;
    private final List<Clause> clauses = new ArrayList<>();

    private PlainWords(Language language, Mechanisms running) {
        this.language = language;
        this.running = running;
        this.values = new PlainValues(language);
    }

    /**
     * The clauses in their author's order. Equal texts mean equal policies.
     *
     * @param running what keeps them; the labels come from it
     */
    public static List<Clause> of(Policy policy, Language language, Mechanisms running) {
        PlainWords words = new PlainWords(language, running);
        words.tell(policy);
        return List.copyOf(words.clauses);
    }

    /** A right operand in plain words; what is none of its operand comes back as it is. */
    public static String value(LeftOperand leftOperand, String rightOperand, Language language) {
        return leftOperand.form().accepts(rightOperand)
                ? new PlainValues(language).of(leftOperand, rightOperand)
                : rightOperand;
    }

    private void tell(Policy policy) {
        String opening = language.words("kind." + policy.kind())
                .replace("{from}", name(policy.assigner(), "from.any"))
                .replace("{to}", name(policy.assignee(), "to.any"))
                .replace("{data}", data(policy.target()));
        add("", opening, Label.ENFORCED);
        for (int i = 0; i < policy.permissions().size(); i++) {
            Permission permission = policy.permissions().get(i);
            String pointer = "/permission/" + i;
            rule("permission", i, permission, permission.constraints());
            String what = language.words("duty.name").replace("{n}", Integer.toString(i + 1));
            for (int j = 0; j < permission.duties().size(); j++) {
                duty(pointer + "/duty/" + j, what, permission.duties().get(j));
            }
        }
        if (policy.permissions().isEmpty()) {
            add("", language.words("nothing"), Label.ENFORCED);
        }
        for (int i = 0; i < policy.prohibitions().size(); i++) {
            Prohibition prohibition = policy.prohibitions().get(i);
            rule("prohibition", i, prohibition, prohibition.constraints());
        }
        for (int i = 0; i < policy.obligations().size(); i++) {
            String what = language.words("obligation.name").replace("{n}", Integer.toString(i + 1));
            duty("/obligation/" + i, what, policy.obligations().get(i));
        }
    }

    private String name(Optional<String> participant, String otherwise) {
        return participant.map(values::name).orElseGet(() -> language.words(otherwise));
    }

    private String data(Optional<String> target) {
        return target.map(values::name)
                .map(name -> language.words("data.one").replace("{0}", name))
                .orElseGet(() -> language.words("data.any"));
    }

    private void rule(String kind, int index, Rule rule, List<Constraint> constraints) {
        String pointer = "/" + kind + "/" + index;
        String head = language.words(kind + (constraints.isEmpty() ? ".always" : ".while"))
                .replace("{n}", Integer.toString(index + 1))
                .replace("{action}", language.words("action." + rule.action()));
        add(pointer, head, Label.of(rule.action(), running));
        PlainConstraints plain = new PlainConstraints(language, values);
        for (int i = 0; i < constraints.size(); i++) {
            String inner = pointer + "/constraint/" + i;
            Label label = PlainConstraints.label(constraints.get(i), running);
            plain.sentence(constraints.get(i), constraints, "").ifPresent(sentence -> add(inner, sentence, label));
        }
    }

    private void duty(String pointer, String what, Duty duty) {
        String sentence = language.words(duty.within().isPresent() ? "duty.within" : "duty")
                .replace("{what}", what)
                .replace("{duty}", language.words("duty." + duty.action()))
                .replace("{0}", duty.within().map(values::duration).orElse(""));
        add(pointer, sentence, Label.of(duty.action(), running));
    }

    private void add(String pointer, String sentence, Label label) {
        clauses.add(new Clause(pointer, sentence + ".", label));
    }
}
