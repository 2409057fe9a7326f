// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage.house;

import java.util.List;
import java.util.Optional;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.usage.HouseRules;
import org.sluis.policies.usage.HouseRuling;
import org.sluis.policies.usage.HouseRuling.Outcome;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.ProposedTerms;

/**
 * Applies the house rules in force. Without any everything is concluded: what is offered was published by its owner, and what is
 * asked for was asked for by a person.
 *
 * <p>INVARIANT: rules that cannot be read conclude nothing.
 */
public final class WrittenHouseRules implements HouseRules {

    private static final System.Logger LOG = System.getLogger(WrittenHouseRules.class.getName());

    private static final HouseRuling NO_RULES = new HouseRuling(Outcome.CONCLUDE, "", "", List.of());

    private final HouseRulesVersions versions;
    private final HouseRulesReader reader;
    private final Partners partners;

    public WrittenHouseRules(HouseRulesVersions versions, HouseRulesReader reader, Partners partners) {
        this.versions = versions;
        this.reader = reader;
        this.partners = partners;
    }

    @Override
    public HouseRuling rule(ProposedTerms terms) {
        return rule(terms, Language.EN);
    }

    @Override
    public HouseRuling rule(ProposedTerms terms, Language language) {
        try {
            Optional<HouseRulesVersion> current = versions.current();
            if (current.isEmpty()) {
                return NO_RULES;
            }
            return reader.read(current.get().text()) instanceof HouseRulesReading.Valid valid
                    ? new HouseJudge(valid.document(), partners, language).rule(terms)
                    : ask("unreadable", language);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the house rules cannot be applied", e);
            return ask("inapplicable", language);
        }
    }

    private static HouseRuling ask(String why, Language language) {
        return new HouseRuling(Outcome.ASK, "", HouseJudge.WORDS.in(language, why), List.of());
    }
}
