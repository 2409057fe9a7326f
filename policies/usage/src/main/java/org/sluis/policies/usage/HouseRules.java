// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import org.sluis.policies.odrl.Language;

/** A firm's own rules over agreements: which terms it concludes without a person, which a person looks at, which it refuses. */
@FunctionalInterface
public interface HouseRules {

    /** What the rules in force say of these terms. The first rule that matches partner, product and side speaks. */
    HouseRuling rule(ProposedTerms terms);

    /** The same, told in another language where these are not the words of the firm itself. */
    default HouseRuling rule(ProposedTerms terms, Language language) {
        return rule(terms);
    }
}
