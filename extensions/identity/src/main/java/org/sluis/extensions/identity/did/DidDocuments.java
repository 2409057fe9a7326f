// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

/** DID documents as their owners publish them. */
public interface DidDocuments {

    /**
     * The document of {@code did}, whose id is exactly that DID. At most one bounded look-up; cached, also when it fails.
     *
     * @throws UnresolvableDidException if it cannot be had
     */
    DidDocument resolve(Did did) throws UnresolvableDidException;

    /** Forgets what is cached of a DID, so that the next look-up asks its owner: after an unknown key id, at most once in a while. */
    void refresh(Did did);

    /** A DID has no usable document. The message says why, for our own people. */
    final class UnresolvableDidException extends Exception {
        public UnresolvableDidException(Did did, String why, Throwable cause) {
            super("the DID document of " + did + " cannot be used: " + why, cause);
        }
    }
}
