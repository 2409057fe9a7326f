// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane.edc;

import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.TerminateTransferCommand;
import org.sluis.extensions.dataplane.Push;
import org.sluis.extensions.dataplane.TransferEnds;

/** Completes or terminates EDC's transfers; EDC tells the consumer. */
record ToldTransfers(TransferProcessService transfers) implements TransferEnds {

    /** A process that another thread holds, or that is suspended, is told later. */
    @Override
    public boolean tell(String transfer, Push.Ending ending) {
        var process = transfers.findById(transfer);
        if (process == null || process.getState() >= TransferProcessStates.COMPLETING.code()) {
            return true;
        }
        var told = ending.delivered()
                ? transfers.complete(transfer)
                : transfers.terminate(new TerminateTransferCommand(transfer, ending.reason()));
        return told.succeeded();
    }
}
