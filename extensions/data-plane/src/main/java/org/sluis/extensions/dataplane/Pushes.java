// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is to be brought to consumers, shared by all replicas. It outlives the process. */
public interface Pushes {

    /** Keeps a push that is due then. A known one begins anew, but keeps its destination, its attempts and its ending. */
    void add(String transfer, SourceAddress destination, Instant since, Instant due);

    /**
     * Takes a push that is due at {@code now} for one attempt; until {@code until} nobody else gets it.
     *
     * @return empty if it is not due, or unknown
     */
    Optional<Push> claim(String transfer, Instant now, Instant until);

    /** Transfers whose pushes are due at {@code now}, longest due first. */
    List<String> due(Instant now, int limit);

    /** The next attempt is due then; an unknown push is ignored. */
    void later(String transfer, Instant due);

    /** Nothing more is brought; the control plane is still to be told. */
    void end(String transfer, Push.Ending ending, Instant due);

    /** Forgets a push and its secret. */
    void remove(String transfer);
}
