// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.json;

/** A text is not JSON, or is beyond the bounds. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;

    MalformedJsonException(int position, String message) {
        super("byte " + position + ": " + message);
        this.position = position;
    }

    /** Where reading ended: bytes of UTF-8 before the fault. */
    public int position() {
        return position;
    }
}
