// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sluis.policies.decision.PartialDecision.Verdict;
import org.sluis.policies.odrl.Action;
import org.sluis.policies.odrl.LeftOperand;

/**
 * Looks for a case that one policy allows and the other denies. Cases are taken apart dimension by dimension, only as far as
 * needed to be sure of both decisions, so a case that is not found does not exist.
 */
final class CaseSearch {

    /** So many steps are taken at most; further on nothing is said. */
    static final int MOST_STEPS = 100_000;

    private static final String SOMETHING = "urn:dataset:any";
    private static final Set<Moment> UNDER_AGREEMENT =
            EnumSet.of(Moment.LEASE, Moment.RELEASE, Moment.RUNNING, Moment.USE);

    private final CompiledPolicy allowing;
    private final CompiledPolicy denying;
    private final boolean asAgreements;
    private int steps;

    /**
     * Looks at two policies.
     *
     * @param asAgreements whether both stand, from release on, for the agreements that they would become
     */
    CaseSearch(CompiledPolicy allowing, CompiledPolicy denying, boolean asAgreements) {
        this.allowing = allowing;
        this.denying = denying;
        this.asAgreements = asAgreements;
    }

    /**
     * The case, if there is one.
     *
     * @throws TooLargeException if this many steps do not tell
     */
    Optional<Situation> find(Moment moment) {
        for (Action action : actions()) {
            for (CompiledRule permission : allowing.permissions()) {
                Optional<Situation> found = permission.action().includes(action)
                        ? new Space(moment, action, permission).find()
                        : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** One action for each set of rules that concern it. */
    private List<Action> actions() {
        Map<List<CompiledRule>, Action> actions = new LinkedHashMap<>();
        for (Action action : Action.values()) {
            if (action.isRequestable()) {
                actions.putIfAbsent(rules(action), action);
            }
        }
        return List.copyOf(actions.values());
    }

    private List<CompiledRule> rules(Action action) {
        return Stream.of(allowing, denying)
                .flatMap(policy -> Stream.of(policy.permissions(), policy.prohibitions()))
                .flatMap(Stream::of)
                .filter(rule -> rule.action().includes(action))
                .toList();
    }

    /** The rules that matter besides the permission that would allow. */
    private Stream<CompiledRule> others(Action action) {
        return Stream.of(allowing.prohibitions(), denying.permissions(), denying.prohibitions())
                .flatMap(Stream::of)
                .filter(rule -> rule.action().includes(action));
    }

    /** All cases of one moment and action that one permission could allow. */
    private final class Space {

        private final Moment moment;
        private final Action action;
        private final List<Dimension> dimensions = new ArrayList<>();
        private final Map<String, Long> bits = new HashMap<>();
        private final PartialDecision here;
        private final PartialDecision there;

        Space(Moment moment, Action action, CompiledRule permission) {
            this.moment = moment;
            this.action = action;
            List<Comparison> comparisons = Stream.concat(Stream.of(permission), others(action))
                    .flatMap(rule -> PartialRule.comparisons(rule.condition()).stream())
                    .toList();
            addStanding(comparisons);
            dimensions.addAll(Dimensions.of(moment, comparisons));
            addDuties();
            if (dimensions.size() >= Long.SIZE) {
                throw new TooLargeException("the policies look at more than " + (Long.SIZE - 1) + " things");
            }
            for (int i = 0; i < dimensions.size(); i++) {
                bits.put(dimensions.get(i).key(), 1L << i);
            }
            here = decision(allowing, new CompiledRule[] {permission});
            there = decision(denying, denying.permissions());
        }

        private PartialDecision decision(CompiledPolicy policy, CompiledRule[] permissions) {
            boolean inForce = asAgreements || !UNDER_AGREEMENT.contains(moment) || policy.isCompleteAgreement();
            return new PartialDecision(policy, permissions, inForce, moment, action, key -> bits.getOrDefault(key, 0L));
        }

        /** Which data, and who asks. Once there is an agreement somebody is always known to ask. */
        private void addStanding(List<Comparison> comparisons) {
            Set<String> targets = new TreeSet<>();
            Set<String> parties = new TreeSet<>();
            for (CompiledPolicy policy : List.of(allowing, denying)) {
                policy.target().ifPresent(targets::add);
                policy.assignee().ifPresent(parties::add);
            }
            comparisons.stream()
                    .map(Comparison::constraint)
                    .filter(constraint -> constraint.leftOperand() == LeftOperand.RECIPIENT)
                    .forEach(constraint -> parties.add(constraint.rightOperand()));
            List<Consumer<Situation>> values = new ArrayList<>();
            Boundaries.texts(targets, i -> SOMETHING + i)
                    .forEach(target -> values.add(situation -> situation.target = Optional.of(target)));
            dimensions.add(new Dimension(Dimension.TARGET, values));
            List<Consumer<Situation>> askers = Dimensions.texts(
                    parties, i -> "did:web:asker" + i + ".example", (situation, party) -> situation.party = party);
            boolean known = asAgreements && UNDER_AGREEMENT.contains(moment);
            dimensions.add(new Dimension(Dimension.PARTY, known ? askers.subList(0, askers.size() - 1) : askers));
        }

        private void addDuties() {
            Set<String> duties = new TreeSet<>();
            for (CompiledPolicy policy : List.of(allowing, denying)) {
                policy.obligations().forEach(duty -> duties.add(duty.action()));
            }
            rules(action).forEach(rule -> rule.duties().forEach(duty -> duties.add(duty.action())));
            for (String duty : duties) {
                dimensions.add(new Dimension(
                        "duty " + duty,
                        List.of(
                                situation -> situation.duties.put(duty, "fulfilled"),
                                situation -> situation.duties.put(duty, CompiledDuty.VIOLATED))));
            }
        }

        Optional<Situation> find() {
            Situation start = new Situation(moment, action);
            start.at = Dimensions.USUAL;
            return find(start, 0);
        }

        private Optional<Situation> find(Situation situation, long settled) {
            if (++steps > MOST_STEPS) {
                throw new TooLargeException("more than " + MOST_STEPS + " steps would be needed to be sure");
            }
            PartialCase known = PartialCase.of(situation, settled);
            Verdict allowed = here.verdict(known);
            Verdict denied = there.verdict(known);
            if (allowed == Verdict.DENIES || denied == Verdict.ALLOWS) {
                return Optional.empty();
            }
            if (allowed == Verdict.ALLOWS && denied == Verdict.DENIES) {
                return Optional.of(situation);
            }
            long open = allowed == Verdict.UNDECIDED ? here.open(known) : there.open(known);
            int next = Long.numberOfTrailingZeros(open);
            for (Consumer<Situation> value : dimensions.get(next).values()) {
                Situation further = situation.copy();
                value.accept(further);
                Optional<Situation> found = find(further, settled | (1L << next));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
    }
}
