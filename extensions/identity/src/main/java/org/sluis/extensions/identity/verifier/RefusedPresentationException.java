// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.verifier;

/** There is no presentation that holds; the message names the check, for our own people. */
public final class RefusedPresentationException extends Exception {

    public RefusedPresentationException(String check) {
        super(check);
    }

    public RefusedPresentationException(String check, Throwable cause) {
        super(check, cause);
    }
}
