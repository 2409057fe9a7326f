// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import org.sluis.extensions.identity.did.Did;

/** Verifies one JWT credential: VC 1.1 as {@code vc+jwt} claim or VC 2.0 JOSE, as the data space is configured. */
public interface CredentialVerifier {

    /**
     * Checks signature, key relationship, issuer, subject and times; neither trust in the issuer nor the status list.
     *
     * @throws RefusedCredentialException if any check fails
     */
    VerifiedCredential verify(String compact, Did subject) throws RefusedCredentialException;

    /** A credential was refused; the message says which check. */
    final class RefusedCredentialException extends Exception {
        public RefusedCredentialException(String check) {
            super(check);
        }

        public RefusedCredentialException(String check, Throwable cause) {
            super(check, cause);
        }
    }
}
