// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.util.List;
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
        appendAll(List.of(event));
    }

    @Override
    public void appendAll(List<PolicyEvent> events) throws RecordUnavailableException {
        record.appendAll(events);
        events.stream()
                .filter(event -> TURNING_POINTS.contains(event.type()))
                .forEach(event -> event.agreement()
                        .ifPresent(agreement -> event.peer()
                                // Who has no DID keeps no log.
                                .filter(Did::isOne)
                                .ifPresent(peer -> exchange.cosignSoon(agreement, new Did(peer)))));
    }
}
