// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

/** Two policies are too large to be compared for certain; the message says in what. */
final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooLargeException(String message) {
        super(message);
    }
}
