// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;

/** An issuer says that it would issue something (DCP 1.0 section 6.6). */
public record CredentialOffer(Did issuer, List<Offered> credentials, Instant receivedAt) {

    public CredentialOffer {
        credentials = List.copyOf(credentials);
    }

    /**
     * One credential on offer.
     *
     * @param id its id in the issuer's metadata
     * @param type empty if the issuer gave the id only
     */
    public record Offered(String id, Optional<String> type) {}
}
