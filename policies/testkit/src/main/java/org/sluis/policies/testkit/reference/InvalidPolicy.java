// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

/** The policy is outside the profile. */
final class InvalidPolicy extends Exception {
    private static final long serialVersionUID = 1;
    private final String pointer;

    InvalidPolicy(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    String pointer() {
        return pointer;
    }
}
