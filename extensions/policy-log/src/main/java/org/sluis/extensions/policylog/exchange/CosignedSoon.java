// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvent;
import org.sluis.policies.usage.PolicyEvents;

/** A record of events that has the other party cosign soon after an agreement began or ended. */
public record CosignedSoon(PolicyEvents record, LogExchange exchange) implements PolicyEvents {

    private static final Set<String> TURNING_POINTS = Set.of("agreement.sealed", "agreement.terminated");

    @Override
    public void append(PolicyEvent event) throws RecordUnavailableException {
        record.append(event);
        if (TURNING_POINTS.contains(event.type()) && event.agreement().isPresent()) {
            event.peer().ifPresent(peer -> exchange.cosignSoon(event.agreement().get(), new Did(peer)));
        }
    }
}
