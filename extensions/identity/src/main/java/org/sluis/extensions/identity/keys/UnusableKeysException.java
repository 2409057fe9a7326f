// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

/** Our keys cannot be used; the message says which file, why and what to do, and nothing that is in it. */
public final class UnusableKeysException extends RuntimeException {

    public UnusableKeysException(String message) {
        super(message);
    }

    public UnusableKeysException(String message, Throwable cause) {
        super(message, cause);
    }
}
