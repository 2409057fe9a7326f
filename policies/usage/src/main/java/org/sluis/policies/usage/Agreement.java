// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.Optional;
import org.sluis.policies.decision.Facts.AgreementState;

/**
 * An agreement as both sides hold it.
 *
 * @param id the identifier both sides use
 * @param canonical RFC 8785 bytes of the agreed policy with agreement id, parties, dataset and signing date
 * @param sha256 lower-case hex of the SHA-256 of those bytes
 * @param endReason why the agreement is no longer active
 */
public record Agreement(
        String id,
        Side side,
        String provider,
        String consumer,
        String dataset,
        Instant signedAt,
        String canonical,
        String sha256,
        AgreementState state,
        Optional<String> endReason) {

    /** Which end of the agreement this company is. */
    public enum Side {
        PROVIDER,
        CONSUMER
    }
}
