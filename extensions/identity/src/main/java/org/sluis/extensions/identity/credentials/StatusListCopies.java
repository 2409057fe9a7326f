// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;

/** Status lists that were verified here, as they were received; shared by replicas and kept over restarts. */
public interface StatusListCopies {

    /** The last one of that issuer at that address. */
    Optional<Received> find(URI address, Did issuer);

    void save(URI address, Did issuer, Received received);

    /** A list as it was received. */
    record Received(String text, Instant at) {}
}
