// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells in plain words how one policy differs from another: what is new, what is gone and which values changed. */
public final class PolicyDifferences {

    private final Language language;
    private final List<String> sentences = new ArrayList<>();

    private PolicyDifferences(Language language) {
        this.language = language;
    }

    /** A permission or prohibition, or all obligations, whose number is zero. */
    private record Part(String kind, int number, Optional<Action> action, List<PlainClause> clauses) {

        long shares(Part other) {
            return clauses.stream()
                    .filter(clause ->
                            other.clauses.stream().anyMatch(its -> its.key().equals(clause.key())))
                    .count();
        }
    }

    /** One sentence for each difference; none if the policies have the same rules for the same data and firms. */
    public static List<String> of(Policy before, Policy after, Language language) {
        PolicyDifferences differences = new PolicyDifferences(language);
        differences.tellNames(before, after);
        differences.tellRules("permission", differences.permissions(before), differences.permissions(after));
        differences.tellRules("prohibition", differences.prohibitions(before), differences.prohibitions(after));
        differences.tell(
                "",
                differences.obligations(before).clauses(),
                differences.obligations(after).clauses());
        return List.copyOf(differences.sentences);
    }

    /** Who and what: only where both policies say it. */
    private void tellNames(Policy before, Policy after) {
        tellName(before.target(), after.target());
        tellName(before.assigner(), after.assigner());
        tellName(before.assignee(), after.assignee());
    }

    private void tellName(Optional<String> before, Optional<String> after) {
        if (before.isPresent() && after.isPresent() && !before.equals(after)) {
            PlainValues values = new PlainValues(language);
            instead("", values.name(after.get()), values.name(before.get()));
        }
    }

    private List<Part> permissions(Policy policy) {
        List<Part> parts = new ArrayList<>();
        for (Permission rule : policy.permissions()) {
            List<PlainClause> clauses = PlainClause.of(rule.constraints(), rule.duties(), language);
            parts.add(new Part("permission", parts.size() + 1, Optional.of(rule.action()), clauses));
        }
        return parts;
    }

    private List<Part> prohibitions(Policy policy) {
        List<Part> parts = new ArrayList<>();
        for (Prohibition rule : policy.prohibitions()) {
            List<PlainClause> clauses = PlainClause.of(rule.constraints(), List.of(), language);
            parts.add(new Part("prohibition", parts.size() + 1, Optional.of(rule.action()), clauses));
        }
        return parts;
    }

    private Part obligations(Policy policy) {
        return new Part("", 0, Optional.empty(), PlainClause.of(List.of(), policy.obligations(), language));
    }

    /** Each rule is compared with the one about the same action that shares most of its clauses. */
    private void tellRules(String kind, List<Part> before, List<Part> after) {
        List<Part> left = new ArrayList<>(before);
        boolean several = before.size() > 1 || after.size() > 1;
        for (Part part : after) {
            Optional<Part> counterpart = left.stream()
                    .filter(other -> other.action().equals(part.action()))
                    .max(Comparator.comparingLong(part::shares));
            if (counterpart.isPresent()) {
                left.remove(counterpart.get());
                String name = language.words(kind + ".name").replace("{n}", Integer.toString(part.number()));
                tell(several ? name : "", counterpart.get().clauses(), part.clauses());
            } else {
                add("", language.words("difference.also").replace("{0}", whole(part)));
            }
        }
        left.forEach(part -> add("", language.words("difference.gone").replace("{0}", whole(part))));
    }

    private void tell(String rule, List<PlainClause> before, List<PlainClause> after) {
        List<PlainClause> gone = without(before, after);
        for (PlainClause clause : without(after, before)) {
            Optional<PlainClause> changed = gone.stream()
                    .filter(other -> clause.kind().isPresent() && clause.kind().equals(other.kind()))
                    .findFirst();
            if (changed.isPresent()) {
                gone.remove(changed.get());
                instead(rule, clause.sentence(), changed.get().value());
            } else {
                add(rule, language.words("difference.also").replace("{0}", clause.sentence()));
            }
        }
        gone.forEach(clause -> add(rule, language.words("difference.gone").replace("{0}", clause.sentence())));
    }

    private static List<PlainClause> without(List<PlainClause> clauses, List<PlainClause> others) {
        List<String> keys = others.stream().map(PlainClause::key).toList();
        return clauses.stream()
                .filter(clause -> !keys.contains(clause.key()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private String whole(Part part) {
        String head = language.words(part.kind() + (part.clauses().isEmpty() ? ".always" : ".while"))
                .replace("{n}", Integer.toString(part.number()))
                .replace("{action}", language.words("action." + part.action().orElseThrow()));
        return Stream.concat(Stream.of(head), part.clauses().stream().map(PlainClause::sentence))
                .collect(Collectors.joining("; "));
    }

    private void instead(String rule, String now, String before) {
        add(rule, language.words("difference.instead").replace("{1}", before).replace("{0}", now));
    }

    private void add(String rule, String sentence) {
        sentences.add((rule.isEmpty() ? "" : rule + ". ") + sentence + ".");
    }
}
