// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;

/**
 * What we asked of an issuer (DCP 1.0 section 6.4).
 *
 * @param holderPid our id of the request; the issuer names it when it delivers
 * @param types credential types that were asked
 * @param issuerPid the issuer's id of the request, once it took it
 * @param statusAddress where the issuer tells how it stands, once it took it
 * @param reason why it was rejected, or what went wrong last
 * @param attempts how often the issuer was asked in vain since something last went well
 * @param nextAttempt when the issuer is asked again, if it is open
 */
public record CredentialRequest(
        String holderPid,
        Did issuer,
        Set<String> types,
        State state,
        Optional<String> issuerPid,
        Optional<URI> statusAddress,
        Optional<String> reason,
        int attempts,
        Instant nextAttempt,
        Instant changedAt) {

    public CredentialRequest {
        types = Set.copyOf(types);
    }

    /** How a request stands. Only {@link #REQUESTED} changes. */
    public enum State {
        REQUESTED,
        ISSUED,
        REJECTED,
        ERROR
    }

    /** A request that nobody has sent yet. */
    public static CredentialRequest fresh(String holderPid, Did issuer, Set<String> types, Instant now) {
        return new CredentialRequest(
                holderPid,
                issuer,
                types,
                State.REQUESTED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                now,
                now);
    }
}
