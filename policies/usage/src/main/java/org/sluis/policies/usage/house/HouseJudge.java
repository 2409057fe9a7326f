// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.decision.PolicyComparison;
import org.sluis.policies.decision.PolicyRelation;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyDifferences;
import org.sluis.policies.odrl.Sentences;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.HouseRuling;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.ProposedTerms;

/** Says what some house rules make of proposed terms, in the words of a language where the firm gave none itself. */
public record HouseJudge(HouseRulesDocument document, Partners partners, Language language) {

    static final Sentences WORDS = new Sentences(HouseJudge.class, "house");

    /** The first rule that matches speaks; without one, what the document says otherwise. */
    public HouseRuling rule(ProposedTerms terms) {
        for (int i = 0; i < document.rules().size(); i++) {
            HouseRule rule = document.rules().get(i);
            if (matches(rule, terms)) {
                return apply(rule, "/rules/" + i, terms);
            }
        }
        return new HouseRuling(document.otherwise(terms.side()), "", WORDS.in(language, "no-rule"), List.of());
    }

    private boolean matches(HouseRule rule, ProposedTerms terms) {
        return (rule.partner().equals(HouseRule.ANY) || isPartner(rule.partner(), terms.partner()))
                && (rule.product().equals(HouseRule.ANY) || terms.product().equals(Optional.of(rule.product())))
                && (rule.side().isEmpty() || rule.side().get() == terms.side());
    }

    private boolean isPartner(String nameOrId, String partner) {
        return nameOrId.equals(partner)
                || partners.named(nameOrId).map(Partner::id).equals(Optional.of(partner));
    }

    private HouseRuling apply(HouseRule rule, String pointer, ProposedTerms terms) {
        List<String> differences = new ArrayList<>();
        Policy proposed = comparable(terms.policy(), terms);
        boolean within = true;
        boolean certain = true;
        for (Policy bound : rule.atMost().stream().toList()) {
            PolicyComparison comparison = PolicyComparison.of(proposed, comparable(bound, terms));
            within = comparison.relation().isWithin();
            certain = isCertain(comparison);
            add(differences, bound, proposed);
        }
        for (Policy bound : rule.atLeast().stream().toList()) {
            PolicyComparison comparison = PolicyComparison.of(proposed, comparable(bound, terms));
            within &= comparison.relation().covers();
            certain &= isCertain(comparison);
            if (rule.atMost().isEmpty() || !comparison.relation().covers()) {
                add(differences, bound, proposed);
            }
        }
        if (within) {
            return new HouseRuling(rule.decision(), pointer, rule.reason(), differences);
        }
        String outside = WORDS.in(language, certain ? "outside" : "uncertain");
        return new HouseRuling(
                rule.otherwise(), pointer, rule.reason().isEmpty() ? outside : rule.reason(), differences);
    }

    private static boolean isCertain(PolicyComparison comparison) {
        return comparison.relation() != PolicyRelation.INCOMPARABLE
                || comparison.reason().isEmpty();
    }

    private void add(List<String> differences, Policy bound, Policy proposed) {
        for (String difference : PolicyDifferences.of(bound, proposed, language)) {
            if (!differences.contains(difference)) {
                differences.add(difference);
            }
        }
    }

    /** Both as terms for the same firm; whose data it is and which, the rule has matched already. */
    private static Policy comparable(Policy policy, ProposedTerms terms) {
        return new Policy(
                Policy.Kind.SET,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                terms.side() == Side.PROVIDER
                        ? Optional.of(terms.partner())
                        : terms.policy().assignee(),
                policy.permissions(),
                policy.prohibitions(),
                policy.obligations());
    }
}
