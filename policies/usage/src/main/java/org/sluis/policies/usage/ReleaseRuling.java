// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;
import java.util.UUID;
import org.sluis.policies.decision.Reason;

/** The recorded answer to a {@link ReleaseRequest}. */
public sealed interface ReleaseRuling {

    /**
     * The data may leave once the use is committed.
     *
     * @param duties IRIs of the actions of the duties that arise by this use
     */
    record Allowed(UUID use, List<String> duties) implements ReleaseRuling {}

    /** Nothing may leave. There is at least one reason. */
    record Denied(List<Reason> reasons) implements ReleaseRuling {}
}
