// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

import java.time.Instant;
import java.util.Optional;

/** DID documents of trusted issuers as they were received; shared by replicas and kept over restarts. */
public interface DidDocumentCopies {

    /** The last one of that DID. */
    Optional<Received> find(Did did);

    /** Keeps a document in place of those that were received before it. */
    void save(Did did, Received received);

    /** A document as it was received. */
    record Received(String text, Instant at) {}
}
