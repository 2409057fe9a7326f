// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

/** The database cannot be used now; the message says which, why, and what to do. */
public final class StorageException extends RuntimeException {

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
