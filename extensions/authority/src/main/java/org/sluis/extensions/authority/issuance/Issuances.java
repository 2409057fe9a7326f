// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.issuance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sluis.extensions.identity.did.Did;

/** Requests for credentials, and what was issued. */
public interface Issuances {

    /** Stores a new request; it is due at once. */
    void open(CredentialRequest request);

    Optional<CredentialRequest> find(UUID request);

    /** A request of that holder with that id of its own which is not ended. */
    Optional<CredentialRequest> pending(Did holder, String holderPid);

    /** How many requests a holder opened since then. */
    int openedSince(Did holder, Instant since);

    /** The request that is due longest, for nobody else until {@code lease} has passed; a process that dies leaves it to others. */
    Optional<CredentialRequest> takeDue(Instant now, Duration lease);

    /**
     * What to issue on a request: of what is attested of its holder that which was asked for, each with a random free bit in a
     * status list. Repeated after a crash it gives the same again. In one step with the look at the member's standing, so that
     * nothing is issued to a member that was shut out.
     *
     * @return what is not withdrawn; empty if there is nothing to issue
     */
    List<Issuance> allocate(UUID request, Instant now, Instant expiresAt);

    /** Tries again at {@code next}. */
    void postpone(UUID request, Instant next, String why);

    /** Ends a request that is still {@code RECEIVED}. */
    void close(UUID request, CredentialRequest.State state, String note);

    /** Newest first. */
    List<Issuance> issuedTo(Did holder);
}
