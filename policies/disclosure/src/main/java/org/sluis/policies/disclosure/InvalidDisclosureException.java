// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.disclosure;

/** A written disclosure means nothing; the message says where and what to write instead. */
public final class InvalidDisclosureException extends Exception {
    public InvalidDisclosureException(String where, String problem) {
        super(where + ": " + problem);
    }
}
