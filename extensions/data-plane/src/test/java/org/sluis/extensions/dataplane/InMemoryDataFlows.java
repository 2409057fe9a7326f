// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.extensions.dataplane.DataFlow.State;

/** Flows that live as long as the test. */
public final class InMemoryDataFlows implements DataFlows {
    private final Map<String, DataFlow> byTransfer = new HashMap<>();

    @Override
    public synchronized boolean start(DataFlow flow) {
        var known = byTransfer.get(flow.transfer());
        var startable = known == null
                || (known.state() != State.TERMINATED
                        && known.agreement().equals(flow.agreement())
                        && known.consumer().equals(flow.consumer())
                        && known.dataset().equals(flow.dataset()));
        if (startable) {
            byTransfer.put(
                    flow.transfer(),
                    with(flow, known == null ? flow.source() : known.source(), State.STARTED, Optional.empty()));
        }
        return startable;
    }

    @Override
    public synchronized Optional<DataFlow> find(String transfer) {
        return Optional.ofNullable(byTransfer.get(transfer));
    }

    @Override
    public synchronized void stop(String transfer, State state, String reason) {
        byTransfer.computeIfPresent(
                transfer,
                (id, flow) -> flow.state() == State.TERMINATED
                        ? flow
                        : with(flow, flow.source(), state, Optional.of(reason)));
    }

    @Override
    public synchronized List<DataFlow> startedWithTokenEndedBefore(Instant instant, int limit) {
        return byTransfer.values().stream()
                .filter(flow ->
                        flow.state() == State.STARTED && flow.tokenExpiresAt().isBefore(instant))
                .sorted(Comparator.comparing(DataFlow::tokenExpiresAt))
                .limit(limit)
                .toList();
    }

    private static DataFlow with(DataFlow flow, SourceAddress source, State state, Optional<String> reason) {
        return new DataFlow(
                flow.transfer(),
                flow.agreement(),
                flow.consumer(),
                flow.dataset(),
                source,
                state,
                reason,
                flow.tokenExpiresAt());
    }
}
