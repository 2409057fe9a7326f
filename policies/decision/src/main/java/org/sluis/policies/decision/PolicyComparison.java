// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluis.policies.odrl.CanonicalForm;
import org.sluis.policies.odrl.Policy;

/**
 * How what one policy permits relates to what another permits. Terms that are no agreement yet are compared as such and as the
 * agreements that they would become.
 *
 * <p>INVARIANT: nothing is said that is not proven: what cannot be told is {@link PolicyRelation#INCOMPARABLE}, with the reason.
 *
 * @param counterExamples cases that one of both allows and the other denies; at most one in each direction
 * @param reason why it could not be told, or what no case can show; "" where the counter-examples say it all
 */
public record PolicyComparison(PolicyRelation relation, List<CounterExample> counterExamples, String reason) {

    /** One of each kind of moment: catalog is decided like negotiation, and use like release. */
    static final List<Moment> MOMENTS =
            List.of(Moment.RELEASE, Moment.NEGOTIATION, Moment.TRANSFER, Moment.LEASE, Moment.RUNNING);

    private static final List<Moment> BEFORE_AGREEMENT_FIRST =
            List.of(Moment.NEGOTIATION, Moment.TRANSFER, Moment.RELEASE, Moment.LEASE, Moment.RUNNING);

    private static final String SOONER = "The same is allowed; a duty must be fulfilled sooner under one of both.";
    private static final String DUTIES =
            "It cannot be told: what is allowed and how soon duties must be fulfilled differ in opposite directions.";
    private static final String COUNTERS =
            "It cannot be told: uses are counted for each permission by itself, and the permissions with a count do not"
                    + " correspond one to one.";

    public PolicyComparison {
        counterExamples = List.copyOf(counterExamples);
    }

    /** Compares what the first permits with what the second permits. */
    public static PolicyComparison of(Policy first, Policy second) {
        if (CanonicalForm.of(first).equals(CanonicalForm.of(second))) {
            return new PolicyComparison(PolicyRelation.EQUAL, List.of(), "");
        }
        try {
            return compared(first, second);
        } catch (TooLargeException e) {
            return untold(List.of(), "It cannot be told: " + e.getMessage() + ".");
        }
    }

    private static PolicyComparison compared(Policy first, Policy second) {
        Optional<CounterExample> more = find(first, second, true);
        Optional<CounterExample> less = find(second, first, false);
        List<CounterExample> found =
                Stream.of(more, less).flatMap(Optional::stream).toList();
        PolicyRelation allowed = PolicyRelation.of(more.isEmpty(), less.isEmpty());
        if (allowed == PolicyRelation.INCOMPARABLE) {
            return new PolicyComparison(allowed, found, "");
        }
        PolicyRelation duties = DutyTerms.compare(first, second);
        PolicyRelation together = allowed.and(duties);
        if (together == PolicyRelation.INCOMPARABLE) {
            return untold(found, DUTIES);
        }
        if ((together.isWithin() && !Counters.cover(second, first))
                || (together.covers() && !Counters.cover(first, second))) {
            return untold(found, COUNTERS);
        }
        return new PolicyComparison(together, found, found.isEmpty() && duties != PolicyRelation.EQUAL ? SOONER : "");
    }

    private static PolicyComparison untold(List<CounterExample> found, String reason) {
        return new PolicyComparison(PolicyRelation.INCOMPARABLE, found, reason);
    }

    private static Optional<CounterExample> find(Policy allowing, Policy denying, boolean allowedByFirst) {
        boolean terms = isTerms(allowing) && isTerms(denying);
        CaseSearch search = new CaseSearch(CompiledPolicy.of(allowing), CompiledPolicy.of(denying), terms);
        for (Moment moment : terms ? BEFORE_AGREEMENT_FIRST : MOMENTS) {
            Optional<Situation> found = search.find(moment);
            if (found.isPresent()) {
                return Optional.of(new Confirmation(allowing, denying, terms).confirm(found.get(), allowedByFirst));
            }
        }
        return Optional.empty();
    }

    private static boolean isTerms(Policy policy) {
        return policy.kind() != Policy.Kind.AGREEMENT;
    }
}
