// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Instant;
import java.util.Optional;

/**
 * A transfer whose data this company brings to its consumer.
 *
 * @param destination where the consumer takes it; holds a secret of the consumer
 * @param since when it was started, or started again
 * @param attempts how many were begun, this one included
 * @param ending how it ended, when only the control plane is still to be told
 */
public record Push(String transfer, SourceAddress destination, Instant since, int attempts, Optional<Ending> ending) {

    /**
     * What the control plane is told.
     *
     * @param delivered whether the consumer took all of it
     * @param reason why it did not; names no secrets
     */
    public record Ending(boolean delivered, String reason) {}
}
