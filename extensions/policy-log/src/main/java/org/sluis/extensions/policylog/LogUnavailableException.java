// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

/** Nothing can be appended now; whoever wanted to act on it must not. */
public final class LogUnavailableException extends Exception {

    public LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
