// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.COMPLETING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.INITIAL;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.REQUESTING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.RESUMING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.STARTING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.SUSPENDING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.SUSPENDING_REQUESTED;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.TERMINATING;
import static org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates.TERMINATING_REQUESTED;
import static org.eclipse.edc.spi.query.Criterion.criterion;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.sluis.extensions.protocol.machines.Machine;

/** Transfers whose next message is stored with its id before it is sent. */
public final class DurableTransfers implements TransferProcessStore {

    static final DueRows.Table TABLE =
            new DueRows.Table("edc_transfer_process", "transferprocess_id", "state_time_stamp", INITIAL.code());
    private static final String NO_REASON = "no reason was given";

    private final TransferProcessStore store;
    private final StoreGuards guards;
    private final DueBatch<TransferProcess> batch;

    DurableTransfers(TransferProcessStore store, StoreGuards guards, DueRows rows) {
        this.store = store;
        this.guards = guards;
        this.batch = new DueBatch<>(rows, this::byIds, wanted -> Machine.TRANSFERS, guards);
    }

    @Override
    public StoreResult<Void> save(TransferProcess process) {
        if (sends(process) && process.lastSentProtocolMessage() == null) {
            process.lastSentProtocolMessage(UUID.randomUUID().toString());
        }
        if (process.currentStateIsOneOf(TERMINATING_REQUESTED, SUSPENDING_REQUESTED)) {
            ReceivedReason.current().ifPresent(process::setErrorDetail);
        }
        // EDC shows a transfer that ended without a reason as completed once its data plane is done with it.
        if (process.currentStateIsOneOf(TERMINATING, TERMINATING_REQUESTED) && process.getErrorDetail() == null) {
            process.setErrorDetail(NO_REASON);
        }
        return guards.transactions().execute(() -> {
            var saved = store.save(process);
            var count = guards.retryAge().hold(process, TABLE.name(), TABLE.id());
            guards.states().saved(ReachedState.TRANSFER, process.getId(), ReachedState.of(process));
            guards.saved(process, Machine.TRANSFERS, process.getType().name(), TABLE.initial(), count);
            return saved;
        });
    }

    @Override
    public List<TransferProcess> nextNotLeased(int max, Criterion... criteria) {
        return batch.next(max, criteria);
    }

    @Override
    public StoreResult<TransferProcess> findByIdAndLease(String id) {
        return guards.lease(id, store::findByIdAndLease, store::findById);
    }

    @Override
    public TransferProcess findById(String id) {
        return store.findById(id);
    }

    @Override
    public TransferProcess findForCorrelationId(String correlationId) {
        return store.findForCorrelationId(correlationId);
    }

    @Override
    public StoreResult<Void> delete(String processId) {
        return store.delete(processId);
    }

    @Override
    public Stream<TransferProcess> findAll(QuerySpec querySpec) {
        return guards.read(() -> store.findAll(querySpec)).stream();
    }

    private List<TransferProcess> byIds(List<String> ids) {
        var query = QuerySpec.Builder.newInstance()
                .filter(criterion("id", "in", ids))
                .limit(ids.size())
                .build();
        return guards.read(() -> store.findAll(query));
    }

    private static boolean sends(TransferProcess process) {
        return process.currentStateIsOneOf(REQUESTING, STARTING, SUSPENDING, RESUMING, COMPLETING, TERMINATING);
    }
}
