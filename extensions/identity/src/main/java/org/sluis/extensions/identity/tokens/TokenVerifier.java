// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

/** Verifies self-issued ID tokens (DCP 1.0 section 4.3). */
public interface TokenVerifier {

    /**
     * Checks everything, in an order in which nothing is fetched but one DID document, and that only for a well-formed token
     * that claims to be for us.
     *
     * @param token compact JWS
     * @throws RefusedTokenException if any check fails; to be answered 401
     */
    VerifiedToken verify(String token) throws RefusedTokenException;

    /** A token was refused. The message says which check, never the token. */
    final class RefusedTokenException extends Exception {
        public RefusedTokenException(String check) {
            super(check);
        }

        public RefusedTokenException(String check, Throwable cause) {
            super(check, cause);
        }
    }
}
