// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.usage.DeliveredBodies;
import org.sluis.policies.usage.DeliveredBody;

/**
 * What we sent and have no receipt for. What is sent under an agreement without a logged seal is not kept: no receipt is due.
 */
public interface Deliveries extends DeliveredBodies {

    /** A use that was reserved or counted. */
    record Use(String agreement, Instant at) {}

    Optional<DeliveredBody> find(UUID use);

    /** A use, whether it is known what was sent in it or not; empty also for one that was cancelled. */
    Optional<Use> use(UUID use);

    /** A receipt was logged, or will not come. */
    void forget(UUID use);

    /** Those that ended before {@code end}, oldest first. */
    List<DeliveredBody> endedBefore(Instant end, int limit);

    /** How many whole bodies that were sent before {@code end} have no receipt. */
    long missing(Instant end);
}
