// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The flows of this company's data plane. They outlive the process. */
public interface DataFlows {

    /**
     * Starts a flow, or starts it again with a new token end. Its agreement, consumer, dataset and source never change.
     *
     * @return false, and nothing changes, if the flow was terminated or is known with another agreement, consumer or dataset
     */
    boolean start(DataFlow flow);

    Optional<DataFlow> find(String transfer);

    /** Suspends or terminates a flow. A terminated flow stays as it is; an unknown one is ignored. */
    void stop(String transfer, DataFlow.State state, String reason);

    /** Started flows whose newest token ended before {@code instant}, oldest first. */
    List<DataFlow> startedWithTokenEndedBefore(Instant instant, int limit);
}
