// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.List;

/** How a clause is kept, from the strongest down. Nothing is labelled stronger than it is. */
public enum Label {
    /** This side's machine makes it so. */
    ENFORCED,
    /** That it is accepted is enforced; that it is kept to is a promise. */
    ENFORCED_THEN_DECLARED,
    /** The other side's connector signs that it did. */
    ATTESTED,
    /** A legal promise. */
    DECLARED,
    /** What would keep it does not exist here yet; a permission that depends on it is denied. */
    NOT_AVAILABLE;

    /** The label in the words of the language. */
    public String in(Language language) {
        return language.words("label." + name());
    }

    static Label of(LeftOperand leftOperand) {
        return switch (leftOperand) {
            case RECIPIENT, DATE_TIME, SINCE_AGREEMENT, ELAPSED_TIME, DELAY_PERIOD, COUNT, WINDOW, DISCLOSURE ->
                ENFORCED;
            case MEMBERSHIP, ROLE, LABEL, CONNECTOR -> ENFORCED;
            case PURPOSE -> ENFORCED_THEN_DECLARED;
            case SPATIAL -> DECLARED;
            case LEASE, HOPS, SYSTEM_DEVICE, WITHIN -> NOT_AVAILABLE;
        };
    }

    /** A rule is enforced as far as its action is asked for here; what happens to data outside is a promise. */
    static Label of(Action action) {
        if (action == Action.DISTRIBUTE) {
            return NOT_AVAILABLE;
        }
        if (action.isRequestable()) {
            return action == Action.USE || action == Action.READ ? ENFORCED : DECLARED;
        }
        return action == Action.LOG || action == Action.ATTRIBUTE ? DECLARED : NOT_AVAILABLE;
    }

    /** A clause of several is kept no better than the least of them. */
    static Label weakest(List<Label> labels) {
        return labels.stream().max(Label::compareTo).orElse(ENFORCED);
    }
}
