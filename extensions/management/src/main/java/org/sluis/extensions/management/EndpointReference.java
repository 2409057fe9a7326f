// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.time.Instant;
import java.util.Optional;

/**
 * Where and with which token the provider's data of one transfer can be fetched.
 *
 * @param transfer this company's transfer process id
 * @param agreement the agreement the transfer is for
 * @param endpoint address to fetch from
 * @param authorization the provider's token; a secret
 * @param expiresAt when the token ends, as far as the provider told
 */
public record EndpointReference(
        String transfer,
        String agreement,
        String endpoint,
        String authorization,
        Instant receivedAt,
        Optional<Instant> expiresAt) {

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "EndpointReference[transfer=" + transfer + ", agreement=" + agreement + ", endpoint=" + endpoint + "]";
    }
}
