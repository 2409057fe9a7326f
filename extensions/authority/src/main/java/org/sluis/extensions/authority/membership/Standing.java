// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.membership;

/** How far a firm's membership is. */
public enum Standing {
    /** Waits for a person's decision. */
    APPLIED,
    APPROVED,
    REFUSED,
    /** A member that is shut out for now; its credentials are withdrawn. */
    SUSPENDED,
    /** A member that is shut out for good. */
    REVOKED;

    /** Every step there is. Approving an approved member changes what it is entitled to. */
    public boolean mayBecome(Standing next) {
        return switch (this) {
            case APPLIED -> next == APPROVED || next == REFUSED;
            case APPROVED -> next == APPROVED || next == SUSPENDED || next == REVOKED;
            case SUSPENDED -> next == APPROVED || next == REVOKED;
            case REFUSED, REVOKED -> false;
        };
    }

    /** Whether the firm is out, so that its name and register number are free and it may be invited again. */
    public boolean isOver() {
        return this == REFUSED || this == REVOKED;
    }
}
