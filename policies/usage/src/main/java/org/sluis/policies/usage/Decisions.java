// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The record of every decision, allow or deny. Append-only. */
public interface Decisions {

    /**
     * Returns once the record is durable.
     *
     * @throws RecordUnavailableException if it is not; the caller must deny
     */
    void append(DecisionRecord decision) throws RecordUnavailableException;

    /**
     * The same for several decisions at once; together they cost little more than one.
     *
     * @throws RecordUnavailableException if any is not durable; the caller must deny all of them
     */
    default void appendAll(List<DecisionRecord> decisions) throws RecordUnavailableException {
        for (DecisionRecord decision : decisions) {
            append(decision);
        }
    }

    /**
     * Keeps the policy that a decision names, before the decision is appended: with its hash alone nobody can repeat the decision.
     *
     * @param sha256 of the canonical bytes, lower-case hex
     * @throws RecordUnavailableException if it is not kept; the caller must deny
     */
    default void keepPolicy(String sha256, byte[] canonical) throws RecordUnavailableException {}

    /**
     * Whether a record could be written a moment ago. Cheap, to be asked before every few bytes that leave: while somebody asks, it is
     * known within half a second that nothing can be written any more.
     */
    default boolean available() {
        return true;
    }

    /** Nothing on record was decided at a later time, as far as this process knows; {@link Instant#MIN} when nothing is known. */
    Instant latest();

    /** Newest first. */
    List<DecisionRecord> list(Query query);

    /** Absent members do not filter. {@code limit} is between 1 and 10,000. */
    record Query(
            Optional<String> agreement,
            Optional<String> party,
            Optional<String> dataset,
            Optional<Boolean> allowed,
            int limit) {}

    /** The record cannot be written now. */
    final class RecordUnavailableException extends Exception {
        public RecordUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
