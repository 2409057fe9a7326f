// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

/** How what one policy permits relates to what another permits. */
public enum PolicyRelation {
    /** Both allow exactly the same. */
    EQUAL,
    /** The first allows strictly less. */
    NARROWER,
    /** The first allows strictly more. */
    WIDER,
    /** Each allows something that the other does not, or it could not be told; the reason says which. */
    INCOMPARABLE;

    /** The word that the machine interface uses. */
    public String word() {
        return Words.lower(this);
    }

    /** Whether the first surely allows nothing that the second does not. */
    public boolean isWithin() {
        return this == EQUAL || this == NARROWER;
    }

    /** Whether the first surely allows all that the second does. */
    public boolean covers() {
        return this == EQUAL || this == WIDER;
    }

    /** Together with the relation in another respect. */
    PolicyRelation and(PolicyRelation other) {
        if (this == other || other == EQUAL) {
            return this;
        }
        return this == EQUAL ? other : INCOMPARABLE;
    }

    static PolicyRelation of(boolean within, boolean covers) {
        if (within) {
            return covers ? EQUAL : NARROWER;
        }
        return covers ? WIDER : INCOMPARABLE;
    }
}
