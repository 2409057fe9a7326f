// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.membership;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sluis.extensions.identity.did.Did;

/**
 * A firm may apply once.
 *
 * @param codeSha256 lower-case hex; the code itself is kept nowhere
 * @param legalName whom it is meant for, as a hint for people
 * @param email where the coordinator sent it, as a note
 * @param entitlements proposed when the application is approved
 * @param createdBy a principal
 */
public record Invitation(
        UUID id,
        String codeSha256,
        Instant createdAt,
        Instant expiresAt,
        String createdBy,
        Optional<String> legalName,
        Optional<String> email,
        Entitlements entitlements,
        boolean withdrawn,
        Optional<Did> usedBy) {

    /** Why it cannot be used now, if so. */
    public Optional<Members.Obstacle> obstacle(Instant now) {
        if (usedBy.isPresent()) {
            return Optional.of(Members.Obstacle.CODE_USED);
        }
        if (withdrawn) {
            return Optional.of(Members.Obstacle.CODE_WITHDRAWN);
        }
        return expiresAt.isAfter(now) ? Optional.empty() : Optional.of(Members.Obstacle.CODE_EXPIRED);
    }
}
