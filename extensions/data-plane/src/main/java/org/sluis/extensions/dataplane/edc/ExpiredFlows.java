// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane.edc;

import java.time.Clock;
import java.time.Duration;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.result.ServiceResult;
import org.sluis.extensions.dataplane.DataFlow;
import org.sluis.extensions.dataplane.DataFlows;
import org.sluis.extensions.dataplane.PullDataPlane;

/**
 * Completes transfers whose token has ended: nothing can be fetched with them any more, and nothing else would ever end them.
 *
 * <p>Consumers that want more request another transfer under the same agreement.
 */
final class ExpiredFlows implements Runnable {
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final int BATCH = 100;

    private final PullDataPlane dataPlane;
    private final DataFlows flows;
    private final TransferProcessService transfers;
    private final Clock clock;
    private final Monitor monitor;

    ExpiredFlows(
            PullDataPlane dataPlane, DataFlows flows, TransferProcessService transfers, Clock clock, Monitor monitor) {
        this.dataPlane = dataPlane;
        this.flows = flows;
        this.transfers = transfers;
        this.clock = clock;
        this.monitor = monitor;
    }

    @Override
    public void run() {
        try {
            flows.startedWithTokenEndedBefore(clock.instant().minus(GRACE), BATCH).stream()
                    .filter(flow -> !dataPlane.isResponding(flow.transfer()))
                    .forEach(this::complete);
        } catch (RuntimeException e) {
            monitor.warning("Transfers with ended tokens could not be completed; it is tried again", e);
        }
    }

    /** A process that is held by another thread now is completed in the next round. */
    private void complete(DataFlow flow) {
        var process = transfers.findById(flow.transfer());
        if (process == null || process.getState() >= TransferProcessStates.COMPLETING.code()) {
            dataPlane.terminate(flow.transfer(), "the transfer is over");
            return;
        }
        ServiceResult<Void> completed = transfers.complete(flow.transfer());
        if (completed.succeeded()) {
            dataPlane.terminate(flow.transfer(), "its token ended; request a new transfer");
        }
    }
}
