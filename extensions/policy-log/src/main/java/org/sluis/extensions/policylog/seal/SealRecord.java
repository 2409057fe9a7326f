// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.util.Map;
import org.sluis.extensions.policylog.evidence.EventIds;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.seal.KeptSeals.KeptSeal;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** Logs seals. INVARIANT: a complete seal counts only once our log names it. */
record SealRecord(KeptSeals kept, EvidenceLog log) {

    /** Logs a complete seal, once; returns it. */
    Seal logged(KeptSeal known, Agreement agreement) throws RecordUnavailableException {
        var seal = Seal.kept(known.complete().orElseThrow());
        if (!known.logged()) {
            log.append(
                    EventIds.of("agreement.sealed", agreement.id()),
                    content(seal).sealedAt(),
                    "agreement.sealed",
                    agreement,
                    members(seal, agreement));
            kept.logged(agreement.id());
        }
        return seal;
    }

    private static Map<String, ?> members(Seal seal, Agreement agreement) {
        return Map.of(
                "seal", Map.of("sha256", seal.sha256()),
                "policy", Map.of("digest", agreement.sha256()),
                "corr", Map.of("agreementId", agreement.id(), "datasetId", agreement.dataset()),
                "role", EvidenceLog.role(agreement));
    }

    private static SealPayload content(Seal seal) {
        try {
            return seal.content();
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("a kept seal is damaged: " + e.getMessage());
        }
    }
}
