// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.Optional;
import org.sluis.policies.odrl.Policy;

/**
 * Terms that wait for this company's word.
 *
 * @param side which end of the agreement this company would be
 * @param partner DID of the other party
 * @param product what the data is, for instance {@code production-status}; empty if the dataset does not tell
 * @param dataset identifier of the dataset
 */
public record ProposedTerms(
        Agreement.Side side, String partner, Optional<String> product, String dataset, Policy policy) {}
