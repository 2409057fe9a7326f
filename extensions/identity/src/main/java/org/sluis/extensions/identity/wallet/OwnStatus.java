// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluis.extensions.identity.credentials.CredentialVerifier;
import org.sluis.extensions.identity.credentials.CredentialVerifier.RefusedCredentialException;
import org.sluis.extensions.identity.credentials.StatusLists;
import org.sluis.extensions.identity.did.Did;

/** Which of our own credentials their issuers withdrew, by the issuers' status lists; looked up once a minute, not more. */
public final class OwnStatus {

    private static final Duration PACE = Duration.ofMinutes(1);

    private final Did self;
    private final CredentialVerifier verifier;
    private final StatusLists lists;
    private final Clock clock;
    private Set<HeldCredential> withdrawn = Set.of();
    private Instant next = Instant.EPOCH;

    public OwnStatus(Did self, CredentialVerifier verifier, StatusLists lists, Clock clock) {
        this.self = self;
        this.verifier = verifier;
        this.lists = lists;
        this.clock = clock;
    }

    /** Of these, the ones that are known to be withdrawn; while a list cannot be had, those of the last time. */
    synchronized Set<HeldCredential> withdrawn(Collection<HeldCredential> held) {
        var now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(PACE);
            withdrawn = held.stream()
                    .filter(credential -> credential.isCurrent(now) && isWithdrawn(credential))
                    .collect(Collectors.toSet());
        }
        return withdrawn;
    }

    private boolean isWithdrawn(HeldCredential held) {
        try {
            var credential = verifier.verify(held.compact(), self);
            lists.update(credential);
            return lists.isWithdrawn(credential);
        } catch (RefusedCredentialException e) {
            // Its issuer may be away, or has changed its keys: nobody says that it was withdrawn.
            return withdrawn.contains(held);
        }
    }
}
