// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.edc.spi.entity.StatefulEntity;
import org.eclipse.edc.spi.result.StoreFailure;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.protocol.leases.CallLeases;
import org.sluis.extensions.protocol.leases.Leases;
import org.sluis.extensions.protocol.leases.MachineLeases;
import org.sluis.extensions.protocol.outbound.InFlight;

/** What both durable stores need around EDC's own. */
record StoreGuards(
        TransactionContext transactions,
        Leases leases,
        CallLeases callLeases,
        MachineLeases machineLeases,
        InFlight inFlight,
        RetryAge retryAge,
        StateOutbox states) {

    /** A batch for a state machine, after giving back what it left of the one before. */
    <E extends StatefulEntity<E>> List<E> takeBatch(String kind, int wanted, IntFunction<List<E>> next) {
        machineLeases.releaseAbandoned();
        var room = inFlight.room(wanted);
        if (room == 0) {
            return List.of();
        }
        var batch = next.apply(room);
        batch.forEach(process -> machineLeases.took(kind, process.getId()));
        return batch;
    }

    /** Reads all there is while the connection is open: EDC's streams end with the transaction they began in. */
    <E> List<E> read(Supplier<Stream<E>> query) {
        return transactions.execute(() -> {
            try (var found = query.get()) {
                return found.toList();
            }
        });
    }

    /** A save gives the lease on a process back. */
    void saved(String id) {
        callLeases.saved(id);
        machineLeases.settled(id);
    }

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
