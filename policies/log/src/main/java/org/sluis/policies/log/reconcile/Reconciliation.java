// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.reconcile;

import java.util.List;
import java.util.stream.Stream;
import org.sluis.policies.log.bundle.Finding;
import org.sluis.policies.log.bundle.Verdict;

/**
 * Where two bundles agree and where not.
 *
 * @param pairings every event that both sides must have
 * @param findings what the sides hold of each other and what does not fit
 * @param erasedAtProvider entries that cannot be compared any more
 * @param erasedAtConsumer likewise
 */
public record Reconciliation(
        List<Pairing> pairings, List<Finding> findings, long erasedAtProvider, long erasedAtConsumer) {

    public Reconciliation {
        pairings = List.copyOf(pairings);
        findings = List.copyOf(findings);
    }

    public long count(Match match) {
        return pairings.stream().filter(pairing -> pairing.match() == match).count();
    }

    /** The worst of all; both bundles' own verdicts come on top. */
    public Verdict verdict() {
        return Verdict.worst(Stream.concat(
                        pairings.stream().map(pairing -> pairing.match().verdict()),
                        findings.stream().map(Finding::verdict))
                .toList());
    }
}
