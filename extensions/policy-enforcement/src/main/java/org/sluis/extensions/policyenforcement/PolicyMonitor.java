// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.TerminateTransferCommand;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.query.SortOrder;

/**
 * Decides again on every running transfer, on both sides. What it cannot decide it stops; nothing that goes wrong stops it.
 * Each release is decided on its own: this closes doors that nobody is asking at.
 */
final class PolicyMonitor {

    private static final int PAGE = 500;

    private final TransferProcessStore transfers;
    private final TransferProcessService transferService;
    private final RunningDecision decision;
    private final Duration interval;
    private final Monitor monitor;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(PolicyMonitor::daemon);

    /** Why a running transfer must stop. */
    @FunctionalInterface
    interface RunningDecision {
        /** The reason to stop, empty to go on. */
        java.util.Optional<String> stop(TransferProcess transfer) throws Exception;
    }

    PolicyMonitor(
            TransferProcessStore transfers,
            TransferProcessService transferService,
            RunningDecision decision,
            Duration interval,
            Monitor monitor) {
        this.transfers = transfers;
        this.transferService = transferService;
        this.decision = decision;
        this.interval = interval;
        this.monitor = monitor;
    }

    void start() {
        var unused = timer.scheduleWithFixedDelay(
                this::pass, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        timer.shutdownNow();
    }

    /** One look at all running transfers. */
    void pass() {
        try {
            int offset = 0;
            List<TransferProcess> page;
            do {
                page = page(offset);
                page.forEach(this::check);
                offset += page.size();
            } while (page.size() == PAGE);
        } catch (Throwable e) {
            // INVARIANT: the monitor goes on; a timer whose task throws is never run again
            monitor.severe("Running transfers could not be looked at; trying again in " + interval, e);
        }
    }

    private List<TransferProcess> page(int offset) {
        QuerySpec query = QuerySpec.Builder.newInstance()
                .filter(org.eclipse.edc.spi.query.Criterion.criterion(
                        "state", "=", TransferProcessStates.STARTED.code()))
                .sortField("createdAt")
                .sortOrder(SortOrder.ASC)
                .offset(offset)
                .limit(PAGE)
                .build();
        try (var found = transfers.findAll(query)) {
            return found.toList();
        }
    }

    private void check(TransferProcess transfer) {
        try {
            decision.stop(transfer).ifPresent(reason -> terminate(transfer, reason));
        } catch (Throwable e) {
            monitor.severe("Transfer " + transfer.getId() + " could not be decided, so it is stopped", e);
            stopUndecided(transfer);
        }
    }

    private void stopUndecided(TransferProcess transfer) {
        try {
            terminate(transfer, "the policy of this transfer could not be decided");
        } catch (Throwable e) {
            monitor.severe("Transfer " + transfer.getId() + " could not be stopped; trying again in " + interval, e);
        }
    }

    private void terminate(TransferProcess transfer, String reason) {
        var result = transferService.terminate(new TerminateTransferCommand(transfer.getId(), reason));
        if (result.failed()) {
            monitor.warning("Transfer " + transfer.getId() + " is not stopped yet: " + result.getFailureDetail());
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "policy-monitor");
        thread.setDaemon(true);
        return thread;
    }
}
