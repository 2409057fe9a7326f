// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

/** A firm's own rules over agreements: which terms it concludes without a person, which a person looks at, which it refuses. */
@FunctionalInterface
public interface HouseRules {

    /** What the rules in force say of these terms. The first rule that matches partner, product and side speaks. */
    HouseRuling rule(ProposedTerms terms);
}
