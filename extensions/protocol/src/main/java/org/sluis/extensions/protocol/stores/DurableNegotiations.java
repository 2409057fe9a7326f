// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.ACCEPTING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREEING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.FINALIZING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.INITIAL;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.OFFERING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.TERMINATED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.TERMINATING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.VERIFYING;
import static org.eclipse.edc.spi.query.Criterion.criterion;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.sluis.extensions.protocol.machines.Machine;

/** Negotiations whose next message, with its id and agreement, is stored before it is sent. */
public final class DurableNegotiations implements ContractNegotiationStore {

    static final DueRows.Table TABLE =
            new DueRows.Table("edc_contract_negotiation", "id", "state_timestamp", INITIAL.code());

    private final ContractNegotiationStore store;
    private final AgreementDrafts drafts;
    private final StoreGuards guards;
    private final DueBatch<ContractNegotiation> batch;

    DurableNegotiations(ContractNegotiationStore store, AgreementDrafts drafts, StoreGuards guards, DueRows rows) {
        this.store = store;
        this.drafts = drafts;
        this.guards = guards;
        this.batch = new DueBatch<>(rows, this::byIds, DurableNegotiations::machine, guards);
    }

    @Override
    public StoreResult<Void> save(ContractNegotiation negotiation) {
        drafts.addTo(negotiation);
        if (negotiation.getState() == TERMINATED.code()) {
            ReceivedReason.current().ifPresent(negotiation::setErrorDetail);
        }
        if (sends(negotiation) && negotiation.lastSentProtocolMessage() == null) {
            negotiation.lastSentProtocolMessage(UUID.randomUUID().toString());
        }
        return guards.transactions().execute(() -> {
            var saved = store.save(negotiation);
            var count = guards.retryAge().hold(negotiation, TABLE.name(), TABLE.id());
            guards.states().saved(ReachedState.NEGOTIATION, negotiation.getId(), ReachedState.of(negotiation));
            var type = negotiation.getType();
            guards.saved(negotiation, Machine.of(type), type.name(), TABLE.initial(), count);
            return saved;
        });
    }

    @Override
    public List<ContractNegotiation> nextNotLeased(int max, Criterion... criteria) {
        return batch.next(max, criteria);
    }

    @Override
    public StoreResult<ContractNegotiation> findByIdAndLease(String id) {
        return guards.lease(id, store::findByIdAndLease, store::findById);
    }

    @Override
    public ContractNegotiation findById(String id) {
        return store.findById(id);
    }

    @Override
    public ContractAgreement findContractAgreement(String contractId) {
        return store.findContractAgreement(contractId);
    }

    @Override
    public StoreResult<Void> deleteById(String negotiationId) {
        return store.deleteById(negotiationId);
    }

    @Override
    public Stream<ContractNegotiation> queryNegotiations(QuerySpec querySpec) {
        return guards.read(() -> store.queryNegotiations(querySpec)).stream();
    }

    @Override
    public Stream<ContractAgreement> queryAgreements(QuerySpec querySpec) {
        return guards.read(() -> store.queryAgreements(querySpec)).stream();
    }

    private List<ContractNegotiation> byIds(List<String> ids) {
        var query = QuerySpec.Builder.newInstance()
                .filter(criterion("id", "in", ids))
                .limit(ids.size())
                .build();
        return guards.read(() -> store.queryNegotiations(query));
    }

    private static Machine machine(Wanted wanted) {
        return Machine.of(ContractNegotiation.Type.valueOf(wanted.type()
                .orElseThrow(() -> new IllegalArgumentException("a machine moves negotiations of one side only"))));
    }

    private static boolean sends(ContractNegotiation negotiation) {
        return negotiation.currentStateIsOneOf(
                REQUESTING, OFFERING, ACCEPTING, AGREEING, VERIFYING, FINALIZING, TERMINATING);
    }
}
