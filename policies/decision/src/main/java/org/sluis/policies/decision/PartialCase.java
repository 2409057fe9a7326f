// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

/**
 * A case of which a part is settled.
 *
 * @param settled the dimensions that are, as bits
 */
record PartialCase(Request request, Facts facts, long settled) {

    static PartialCase of(Situation situation, long settled) {
        return new PartialCase(situation.request(), situation.facts(), settled);
    }
}
