// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;

/** What we asked of issuers. Durable when a method returns; shared by replicas. At most one request to an issuer is open. */
public interface CredentialRequests {

    /**
     * How long after its first delivery a request takes another one: an issuer that missed our answer sends again.
     */
    Duration REDELIVERY = Duration.ofDays(1);

    /** Keeps a new request, unless one to that issuer is open: that one is returned. */
    CredentialRequest open(CredentialRequest request);

    Optional<CredentialRequest> find(String holderPid);

    /** The newest request to that issuer. */
    Optional<CredentialRequest> newest(Did issuer);

    /** Open requests whose next attempt is due, each given to one caller only: their next attempt is moved to {@code until}. */
    List<CredentialRequest> claimDue(Instant now, Instant until);

    /** The issuer took the request. Does nothing unless it is open. */
    void accepted(String holderPid, Optional<String> issuerPid, URI statusAddress, Instant nextAttempt);

    /** The issuer could not be asked. Does nothing unless the request is open. */
    void postponed(String holderPid, String reason, Instant nextAttempt);

    /** Ends an open request as rejected or failed; false if it is not open. */
    boolean end(String holderPid, CredentialRequest.State state, String reason, Instant now);

    /**
     * Stores what the issuer delivered, all or nothing, in place of everything held from that issuer of the same types. Deliveries
     * of one request happen one after the other.
     *
     * @return false if the request is unknown, ended without success, or was fulfilled more than {@link #REDELIVERY} ago; nothing
     *     is stored then
     */
    boolean fulfil(String holderPid, String issuerPid, List<HeldCredential> credentials, Instant now);
}
