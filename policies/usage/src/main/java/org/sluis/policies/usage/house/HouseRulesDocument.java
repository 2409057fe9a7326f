// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage.house;

import java.util.List;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.HouseRuling.Outcome;

/**
 * The house rules of a firm. The first rule that matches speaks.
 *
 * @param provider what to do as a provider where no rule matches
 * @param consumer what to do as a consumer where no rule matches
 */
public record HouseRulesDocument(List<HouseRule> rules, Outcome provider, Outcome consumer) {

    public HouseRulesDocument {
        rules = List.copyOf(rules);
    }

    Outcome otherwise(Side side) {
        return side == Side.PROVIDER ? provider : consumer;
    }
}
