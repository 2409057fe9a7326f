// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

/** The tree at hand contradicts a checkpoint that was signed before; nothing may be signed until a person decides. */
public final class ForkedTreeException extends Exception {

    private static final long serialVersionUID = 1L;

    public ForkedTreeException(String message) {
        super(message);
    }
}
