// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.edc.spi.entity.StatefulEntity;
import org.eclipse.edc.spi.result.StoreFailure;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.protocol.leases.CallLeases;
import org.sluis.extensions.protocol.leases.Leases;
import org.sluis.extensions.protocol.leases.MachineLeases;
import org.sluis.extensions.protocol.machines.Machine;
import org.sluis.extensions.protocol.machines.WakeUps;
import org.sluis.extensions.protocol.outbound.InFlight;
import org.sluis.extensions.protocol.transactions.Commits;

/** What both durable stores need around EDC's own. */
record StoreGuards(
        TransactionContext transactions,
        Leases leases,
        CallLeases callLeases,
        MachineLeases machineLeases,
        InFlight inFlight,
        RetryAge retryAge,
        RetryDelays delays,
        WaitingAttempts attempts,
        WakeUps wakeUps,
        Commits commits,
        StateOutbox states) {

    /** Reads all there is while the connection is open: EDC's streams end with the transaction they began in. */
    <E> List<E> read(Supplier<Stream<E>> query) {
        return transactions.execute(() -> {
            try (var found = query.get()) {
                return found.toList();
            }
        });
    }

    /**
     * A save gives the lease on a process back and, once committed, wakes the machine that moves it on.
     *
     * @param initial the state in which such a process begins
     * @param count how often the process came to its state, as it is stored
     */
    void saved(StatefulEntity<?> process, Machine machine, String type, int initial, int count) {
        callLeases.saved(process.getId());
        machineLeases.settled(process.getId());
        var state = process.getState();
        if (!process.isPending() && machine.states().contains(state)) {
            var at = delays.dueAt(machine, initial, process, count);
            attempts.waits(at);
            commits.afterCommit(() -> wakeUps.due(machine, state, type, at));
        }
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
