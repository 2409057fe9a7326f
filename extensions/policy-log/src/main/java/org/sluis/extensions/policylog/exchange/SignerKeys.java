// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Instant;
import java.util.List;
import org.sluis.extensions.identity.did.Did;

/** Port: the keys of others, with the proof of whose they were. Durable when a method returns. */
public interface SignerKeys {

    /**
     * Keeps a key with the first document that showed it.
     *
     * @return whether the public key is this owner's; one that is known as somebody else's stays theirs
     */
    boolean keep(SignerKey key, Instant at);

    /** Newest first. */
    List<SignerKey> of(Did owner);
}
