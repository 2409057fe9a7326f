// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.sluis.extensions.identity.credentials.VerifiedCredential;
import org.sluis.extensions.identity.did.Did;

/**
 * A credential about us.
 *
 * @param compact the signed JWT
 * @param types all its types but {@code VerifiableCredential}
 */
public record HeldCredential(
        String compact, Set<String> types, Did issuer, Instant validFrom, Instant validUntil, String holderPid) {

    public HeldCredential {
        types = Set.copyOf(types);
    }

    /** What was verified, as delivered for a request of ours. */
    public static HeldCredential of(VerifiedCredential verified, String holderPid) {
        return new HeldCredential(
                verified.compact(),
                verified.types(),
                verified.issuer(),
                verified.validFrom(),
                verified.validUntil(),
                holderPid);
    }

    public boolean isCurrent(Instant now) {
        return !now.isBefore(validFrom) && now.isBefore(validUntil);
    }

    /** When a new one should be asked: after two thirds of its time, so that a third is left for an issuer that is away. */
    public Instant renewal() {
        return validFrom.plus(
                Duration.between(validFrom, validUntil).multipliedBy(2).dividedBy(3));
    }
}
