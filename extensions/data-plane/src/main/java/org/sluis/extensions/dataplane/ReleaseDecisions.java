// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** Decides whether data may leave, counts it, and makes each decision durable before it takes effect. */
public interface ReleaseDecisions {

    /** Decides at moment release and, when allowed, reserves the use. */
    Ruling release(Ask ask) throws RecordUnavailableException;

    /** What {@link #release} would decide now. Records and counts nothing, so nothing may leave on its account. */
    Ruling foresee(Ask ask);

    /** Decides at moment running on a committed use that has not ended; only a denial is recorded. */
    Ruling running(Ask ask, UUID use) throws RecordUnavailableException;

    /** The first byte is about to leave. */
    void commit(UUID use) throws RecordUnavailableException;

    /** Nothing left. */
    void cancel(UUID use);

    /**
     * What is asked.
     *
     * @param party the consumer, verified
     * @param disclosure name of the disclosure that will be applied
     */
    record Ask(
            String transfer,
            String agreement,
            String party,
            String dataset,
            Optional<String> purpose,
            Optional<String> disclosure) {}

    /**
     * The decision.
     *
     * @param reasons why not; empty when allowed
     * @param use the reserved use; present when a release was allowed
     */
    record Ruling(boolean allowed, List<Reason> reasons, Optional<UUID> use) {}
}
