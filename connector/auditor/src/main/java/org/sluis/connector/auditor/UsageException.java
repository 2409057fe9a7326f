// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

/** The command line is not one that the tool knows. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
