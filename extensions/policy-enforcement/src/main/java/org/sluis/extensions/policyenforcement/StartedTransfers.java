// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import org.eclipse.edc.connector.controlplane.transfer.spi.observe.TransferProcessListener;
import org.eclipse.edc.connector.controlplane.transfer.spi.observe.TransferProcessStartedData;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;

/** Tells the policy monitor of each transfer that starts, so that it knows the agreement's next time boundary. */
record StartedTransfers(PolicyMonitor monitor) implements TransferProcessListener {

    @Override
    public void started(TransferProcess process, TransferProcessStartedData data) {
        monitor.started(process.getContractId());
    }
}
