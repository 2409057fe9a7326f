// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance.dsp;

import java.util.List;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.ResumeTransferCommand;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.SuspendTransferCommand;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.TerminateTransferCommand;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.systemtests.conformance.dsp.Player.Open;
import org.sluis.systemtests.conformance.dsp.Script.Deed;

/** What the connector does with transfers, through EDC's service as the management listener does. */
record PlayedTransfers(TransferProcessStore store, TransactionContext transactions, TransferProcessService service)
        implements Player.Stage {

    private static final String REASON = "the suite wants it so";
    private static final int MOST = 1_000;

    @Override
    public List<Open> open() {
        var query = QuerySpec.Builder.newInstance()
                .filter(Criterion.criterion("state", "<", TransferProcessStates.TERMINATED.code()))
                .limit(MOST)
                .build();
        List<TransferProcess> open;
        try (var found = store.findAll(query)) {
            open = found.toList();
        }
        open.stream().filter(PlayedTransfers::isHeldTooLong).forEach(this::release);
        return open.stream()
                .map(process ->
                        new Open(process.getId(), process.getContractId(), state(process), process.getStateTimestamp()))
                .toList();
    }

    private static boolean isHeldTooLong(TransferProcess process) {
        return process.isPending() && !Script.holds(process.getContractId(), state(process));
    }

    /** A message of the suite takes a held process to another state, and EDC leaves it held. */
    private void release(TransferProcess held) {
        transactions.execute(() -> {
            var leased = store.findByIdAndLease(held.getId());
            if (leased.succeeded()) {
                leased.getContent().setPending(false);
                store.save(leased.getContent());
            }
        });
    }

    @Override
    public boolean act(Open process, Deed deed) {
        var done = switch (deed) {
            case TERMINATE -> service.terminate(new TerminateTransferCommand(process.id(), REASON));
            case COMPLETE -> service.complete(process.id());
            case SUSPEND -> service.suspend(new SuspendTransferCommand(process.id(), REASON));
            case RESUME -> service.resume(new ResumeTransferCommand(process.id()));
            case HOLD, APPROVE, OFFER, REQUEST, REFUSE ->
                throw new IllegalStateException(deed + " is nothing to do with a transfer");
        };
        return done.succeeded();
    }

    private static String state(TransferProcess process) {
        return TransferProcessStates.from(process.getState()).name();
    }
}
