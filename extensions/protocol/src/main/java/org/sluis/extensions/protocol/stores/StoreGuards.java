// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.util.function.Function;
import org.eclipse.edc.spi.result.StoreFailure;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.protocol.leases.CallLeases;
import org.sluis.extensions.protocol.leases.Leases;
import org.sluis.extensions.protocol.outbound.InFlight;

/** What both durable stores need around EDC's own. */
record StoreGuards(
        TransactionContext transactions, Leases leases, CallLeases callLeases, InFlight inFlight, RetryAge retryAge) {

    /**
     * Leases a process and reads it afterwards.
     *
     * <p>EDC reads first: between the two another thread may have changed the process and given its lease back.
     */
    <E> StoreResult<E> lease(String id, Function<String, StoreResult<E>> lease, Function<String, E> read) {
        return transactions.execute(() -> {
            var leased = lease.apply(id);
            if (leased.succeeded()) {
                callLeases.acquired(id);
                return StoreResult.success(read.apply(id));
            }
            if (leased.reason() == StoreFailure.Reason.ALREADY_LEASED) {
                callLeases.refused();
            }
            return leased;
        });
    }
}
