// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.sluis.extensions.policylog.receipts.TransferPids;

/** Other parties' ids of our transfers, once EDC has a store of them. */
final class TransferCounterparts implements TransferPids {

    private final AtomicReference<TransferProcessStore> transfers = new AtomicReference<>();

    void in(TransferProcessStore store) {
        transfers.set(store);
    }

    @Override
    public Optional<String> counterpart(String transfer) {
        var store = Optional.ofNullable(transfers.get())
                .orElseThrow(() -> new IllegalStateException("transfers are not known yet"));
        return Optional.ofNullable(store.findById(transfer)).map(TransferProcess::getCorrelationId);
    }
}
