// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.jws;

/** A text is no JWS of the form of the format page; the message says what is wrong. */
public final class MalformedJwsException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedJwsException(String message) {
        super(message);
    }
}
