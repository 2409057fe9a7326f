// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

/** What is on disk is not a continuation of the log before it. */
public final class CorruptLogException extends Exception {

    private static final long serialVersionUID = 1L;

    public CorruptLogException(String message) {
        super(message);
    }
}
