// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage.house;

import java.util.Optional;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.HouseRuling.Outcome;

/**
 * One rule of the house.
 *
 * @param partner DID or local name of a partner; {@link #ANY} for all
 * @param product what the data is; {@link #ANY} for all, also where a dataset does not tell
 * @param side empty for both
 * @param atMost terms that permit more are not concluded
 * @param atLeast terms that permit less are not concluded
 * @param otherwise what to do with those
 * @param reason in plain words; "" if none is given
 */
public record HouseRule(
        String partner,
        String product,
        Optional<Side> side,
        Outcome decision,
        Optional<Policy> atMost,
        Optional<Policy> atLeast,
        Outcome otherwise,
        String reason) {

    /** Stands for every partner, product or side. */
    public static final String ANY = "*";
}
