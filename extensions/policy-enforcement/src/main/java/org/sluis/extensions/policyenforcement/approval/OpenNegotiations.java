// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.query.SortOrder;

/** The negotiations of EDC's store that somebody waits for. */
final class OpenNegotiations {

    private static final int MOST = 1_000;

    private final ContractNegotiationStore store;

    OpenNegotiations(ContractNegotiationStore store) {
        this.store = store;
    }

    Optional<ContractNegotiation> find(String id) {
        return Optional.ofNullable(store.findById(id));
    }

    /** Those that are held, and the counter-offers that came in, for which EDC has no step; the oldest first. */
    List<ContractNegotiation> held() {
        return Stream.concat(
                        query(Criterion.criterion("pending", "=", true)).stream(),
                        in(ContractNegotiation.Type.CONSUMER, ContractNegotiationStates.OFFERED).stream()
                                .filter(offered -> !offered.isPending()))
                .toList();
    }

    /** Those that wait for the partner's word, as far as this side can see; the oldest first. */
    List<ContractNegotiation> sent() {
        return Stream.concat(
                        in(ContractNegotiation.Type.CONSUMER, ContractNegotiationStates.REQUESTED).stream(),
                        in(ContractNegotiation.Type.PROVIDER, ContractNegotiationStates.OFFERED).stream())
                .toList();
    }

    static boolean isSent(ContractNegotiation negotiation) {
        return negotiation.getType() == ContractNegotiation.Type.CONSUMER
                ? negotiation.getState() == ContractNegotiationStates.REQUESTED.code()
                : negotiation.getState() == ContractNegotiationStates.OFFERED.code();
    }

    private List<ContractNegotiation> in(ContractNegotiation.Type type, ContractNegotiationStates state) {
        return query(Criterion.criterion("type", "=", type.name()), Criterion.criterion("state", "=", state.code()));
    }

    private List<ContractNegotiation> query(Criterion... criteria) {
        var query = QuerySpec.Builder.newInstance()
                .filter(List.of(criteria))
                .sortField("stateTimestamp")
                .sortOrder(SortOrder.ASC)
                .limit(MOST)
                .build();
        try (var found = store.queryNegotiations(query)) {
            return found.toList();
        }
    }
}
