// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.decision.Charge;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.decision.Facts.Uses;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/**
 * Decides and charges in one step: between the facts that {@code rule} is shown and the durable charge for its verdict no other
 * use of the same agreement is counted and the agreement cannot end. The verdict is on record before anybody hears of it.
 */
public interface UsageLedger {

    /**
     * Runs {@code rule} on the agreement as it stands and makes its verdict durable: the decision record and, where allowed, a
     * reserved use with its charges.
     *
     * @return the id of the reserved use, which is that of the decision; empty when the verdict was a denial
     * @throws RecordUnavailableException if nothing could be made durable; the caller must deny
     */
    Optional<UUID> decide(String agreementId, Rule rule) throws RecordUnavailableException;

    /**
     * The verdict of {@code rule} on the agreement as it stands now. Nothing is recorded and nothing charged, so nothing may
     * leave on its account.
     *
     * @throws RecordUnavailableException if the agreement cannot be read
     */
    Verdict foresee(String agreementId, Rule rule) throws RecordUnavailableException;

    /**
     * The first byte is about to leave: the reserved use counts for good. Doing so again changes nothing.
     *
     * @throws IllegalStateException if the use was cancelled or never reserved
     */
    void commit(UUID use) throws RecordUnavailableException;

    /** Nothing left this company: the reserved use does not count. Does nothing for a use that counts for good or is unknown. */
    void cancel(UUID use);

    /** Reservations of an earlier run of this replica count for good: bytes may have left. */
    void recover();

    /**
     * Decides on the agreement as it stands. Pure; may be run again. An exception that {@code uses} throws is the ledger's own:
     * whatever the rule makes of it, its verdict does not stand.
     */
    @FunctionalInterface
    interface Rule {
        Verdict decide(Optional<Agreement> agreement, FirstUse firstUse, Uses uses, Instant now);
    }

    /** What to record, and what to charge when it allows. */
    record Verdict(DecisionRecord decision, List<Charge> charges) {}
}
