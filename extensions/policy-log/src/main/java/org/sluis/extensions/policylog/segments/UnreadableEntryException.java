// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

/** A durable entry cannot be read back as it was written: a file was damaged, or a key is missing that nobody erased. */
public final class UnreadableEntryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableEntryException(String message, Throwable cause) {
        super(message, cause);
    }
}
