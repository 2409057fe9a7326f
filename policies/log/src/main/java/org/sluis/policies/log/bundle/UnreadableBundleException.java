// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

/** A file of a bundle is not what the format says. */
public final class UnreadableBundleException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String file;

    public UnreadableBundleException(String file, String message) {
        super(message);
        this.file = file;
    }

    /** The file that cannot be read; empty for the container itself. */
    public String file() {
        return file;
    }
}
