// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;

/**
 * A credential whose signature, issuer, subject and times were checked. Whether it is still current depends on the time and its
 * status list. Only {@link CredentialVerifier} makes one, and our own store gives it back.
 *
 * @param types all its types but {@code VerifiableCredential}
 * @param claims of the subject, as text, without its id
 * @param compact the signed JWT
 */
public record VerifiedCredential(
        Optional<String> id,
        Set<String> types,
        Did issuer,
        Did subject,
        Instant validFrom,
        Instant validUntil,
        Optional<Status> status,
        Map<String, String> claims,
        String compact) {

    /** Its bit in a BitstringStatusList. */
    public record Status(URI list, int index, String purpose) {}
}
