// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.util.Map;
import java.util.TreeMap;
import org.sluis.extensions.policylog.evidence.EventIds;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.SignerDocuments;
import org.sluis.extensions.policylog.seal.KeptSeals.KeptSeal;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.Validity;

/** Logs seals. INVARIANT: a complete seal counts only once our log names it. */
record SealRecord(KeptSeals kept, EvidenceLog log, SignerDocuments signers) {

    /** Logs a complete seal, once; returns it. */
    Seal logged(KeptSeal known, Agreement agreement) throws RecordUnavailableException {
        var seal = Seal.kept(known.complete().orElseThrow());
        if (!known.logged()) {
            for (int half = 0; half < seal.halves().size(); half++) {
                signers.keep(agreement, seal.compact(half), Seal.TYPE);
            }
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
        var members = new TreeMap<String, Object>();
        members.put("seal", Map.of("sha256", seal.sha256()));
        members.put("policy", Map.of("digest", agreement.sha256()));
        members.put("corr", Map.of("agreementId", agreement.id(), "datasetId", agreement.dataset()));
        members.put("role", EvidenceLog.role(agreement));
        Validity.until(agreement).ifPresent(end -> members.put("validity", Map.of("until", end.toString())));
        return members;
    }

    private static SealPayload content(Seal seal) {
        try {
            return seal.content();
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("a kept seal is damaged: " + e.getMessage());
        }
    }
}
