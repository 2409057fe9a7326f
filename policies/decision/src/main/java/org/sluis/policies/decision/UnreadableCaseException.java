// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

/** A line is not one JSON object with a policy and a request. */
public final class UnreadableCaseException extends Exception {

    public UnreadableCaseException(String message) {
        super(message);
    }
}
