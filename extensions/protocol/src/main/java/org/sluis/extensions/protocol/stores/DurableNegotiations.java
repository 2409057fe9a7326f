// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.ACCEPTING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREEING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.FINALIZING;
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

/** Negotiations whose next message, with its id and agreement, is stored before it is sent. */
public final class DurableNegotiations implements ContractNegotiationStore {

    static final String TABLE = "edc_contract_negotiation";

    private final ContractNegotiationStore store;
    private final AgreementDrafts drafts;
    private final StoreGuards guards;
    private final FreshBatch<ContractNegotiation> fresh;

    DurableNegotiations(ContractNegotiationStore store, AgreementDrafts drafts, StoreGuards guards) {
        this.store = store;
        this.drafts = drafts;
        this.guards = guards;
        this.fresh = new FreshBatch<>(this::byIds, id -> guards.leases().release(TABLE, id));
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
            guards.retryAge().hold(negotiation, TABLE, "id");
            guards.states().saved(ReachedState.NEGOTIATION, negotiation.getId(), ReachedState.of(negotiation));
            guards.saved(negotiation.getId());
            return saved;
        });
    }

    @Override
    public List<ContractNegotiation> nextNotLeased(int max, Criterion... criteria) {
        return guards.takeBatch(TABLE, max, room -> fresh.of(store.nextNotLeased(room, criteria)));
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

    private static boolean sends(ContractNegotiation negotiation) {
        return negotiation.currentStateIsOneOf(
                REQUESTING, OFFERING, ACCEPTING, AGREEING, VERIFYING, FINALIZING, TERMINATING);
    }
}
