// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.sluis.policies.odrl.Mechanism.CUSTODY;
import static org.sluis.policies.odrl.Mechanism.DECISIONS;
import static org.sluis.policies.odrl.Mechanism.DELETION;
import static org.sluis.policies.odrl.Mechanism.DISCLOSURES;
import static org.sluis.policies.odrl.Mechanism.IDENTITY;
import static org.sluis.policies.odrl.Mechanism.LEASES;
import static org.sluis.policies.odrl.Mechanism.LEDGER;
import static org.sluis.policies.odrl.Mechanism.MONITOR;
import static org.sluis.policies.odrl.Mechanism.ONWARD_SHARING;
import static org.sluis.policies.odrl.Mechanism.POLICY_LOG;
import static org.sluis.policies.odrl.Mechanism.RELEASES;
import static org.sluis.policies.odrl.Mechanism.USE_RECEIPTS;

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

    /** How a condition is kept by what runs; without what would keep it, not at all. */
    public static Label of(LeftOperand leftOperand, Mechanisms running) {
        return switch (leftOperand) {
            case DATE_TIME, SINCE_AGREEMENT, ELAPSED_TIME, DELAY_PERIOD ->
                only(running.atProvider(DECISIONS, RELEASES), ENFORCED);
            case RECIPIENT -> only(running.atProvider(DECISIONS, RELEASES, IDENTITY), ENFORCED);
            case MEMBERSHIP, ROLE, LABEL, CONNECTOR ->
                only(running.atProvider(DECISIONS, RELEASES, IDENTITY, MONITOR), ENFORCED);
            case COUNT, WINDOW -> only(running.atProvider(RELEASES, LEDGER), ENFORCED);
            case DISCLOSURE -> only(running.atProvider(RELEASES, DISCLOSURES), ENFORCED);
            case PURPOSE -> only(running.atProvider(DECISIONS, RELEASES), ENFORCED_THEN_DECLARED);
            case SPATIAL -> only(running.atProvider(DECISIONS, RELEASES), DECLARED);
            case LEASE -> only(running.atProvider(RELEASES) && running.onBothSides(LEASES), ENFORCED);
            case HOPS -> only(running.onBothSides(ONWARD_SHARING), ATTESTED);
            case SYSTEM_DEVICE -> only(running.atProvider(RELEASES) && running.onBothSides(CUSTODY), ATTESTED);
            case WITHIN -> NOT_AVAILABLE;
        };
    }

    /** How a rule is kept: enforced as far as its action is asked for here; what happens to data outside is a promise. */
    public static Label of(Action action, Mechanisms running) {
        return switch (action) {
            case USE, READ -> only(running.atProvider(DECISIONS, RELEASES), ENFORCED);
            case DISPLAY, AGGREGATE, DERIVE, TRANSFER, ARCHIVE, PRINT, ATTRIBUTE -> DECLARED;
            case DISTRIBUTE, NEXT_POLICY -> only(running.onBothSides(ONWARD_SHARING), ATTESTED);
            case LOG -> running.onBothSides(POLICY_LOG) ? ATTESTED : DECLARED;
            case INFORM -> only(running.onBothSides(USE_RECEIPTS), ATTESTED);
            case DELETE -> only(running.onBothSides(DELETION), ATTESTED);
        };
    }

    private static Label only(boolean runs, Label label) {
        return runs ? label : NOT_AVAILABLE;
    }

    /** A clause of several is kept no better than the least of them. */
    static Label weakest(List<Label> labels) {
        return labels.stream().max(Label::compareTo).orElse(ENFORCED);
    }
}
