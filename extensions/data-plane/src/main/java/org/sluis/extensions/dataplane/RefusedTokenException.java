// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

/** The token gives no access; the message may be told to anyone. */
public final class RefusedTokenException extends Exception {
    private final String code;

    RefusedTokenException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable and machine-readable, for example {@code token-expired}. */
    public String code() {
        return code;
    }
}
