// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Instant;
import java.util.Optional;

/**
 * One transfer as the provider's data plane knows it.
 *
 * @param transfer the provider's transfer process id; also the last segment of the flow's address
 * @param consumer participant that signed the agreement
 * @param stateReason why the flow is not started; empty while it is
 * @param tokenExpiresAt end of the newest token that was issued for this flow
 */
public record DataFlow(
        String transfer,
        String agreement,
        String consumer,
        String dataset,
        SourceAddress source,
        State state,
        Optional<String> stateReason,
        Instant tokenExpiresAt) {

    /** A terminated flow never starts again. */
    public enum State {
        STARTED,
        SUSPENDED,
        TERMINATED
    }
}
