// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.List;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.query.SortOrder;
import org.sluis.policies.decision.CompiledPolicy;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.AgreedPolicies;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;

/** The agreements that EDC concluded, kept as the bytes both sides agreed on; those bytes are what is decided on. */
final class FrozenAgreements {

    // A crash can only have kept the latest ones from being frozen.
    private static final int SWEPT = 1000;

    private final Agreements agreements;
    private final ContractNegotiationStore negotiations;
    private final String ownId;
    private final AgreedPolicies policies = new AgreedPolicies();

    FrozenAgreements(Agreements agreements, ContractNegotiationStore negotiations, String ownId) {
        this.agreements = agreements;
        this.negotiations = negotiations;
        this.ownId = ownId;
    }

    /** The frozen form of an agreement that EDC holds; frozen now if its negotiation went far enough. */
    Optional<Agreement> of(ContractAgreement agreement) {
        Optional<Agreement> frozen = agreements.find(agreement.getAgreementId());
        if (frozen.isPresent()) {
            return frozen;
        }
        return negotiation(agreement).filter(FrozenAgreements::isBinding).map(this::freeze);
    }

    /** The agreement's policy, ready to be decided on; empty if the stored bytes are not what was frozen. */
    Optional<CompiledPolicy> policy(Agreement agreement) {
        return policies.of(agreement);
    }

    /**
     * Stores the agreement of a negotiation, once.
     *
     * @throws IllegalStateException if it is none that this company can have agreed to
     */
    Agreement freeze(ContractNegotiation negotiation) {
        Agreement agreement = ConcludedAgreement.of(negotiation, ownId);
        agreements.freeze(agreement);
        return agreement;
    }

    /** A provider whose finalisation never arrived gives up: nothing may be used under that agreement. */
    void end(ContractNegotiation terminated) {
        if (terminated.getContractAgreement() != null) {
            agreements.end(
                    terminated.getContractAgreement().getAgreementId(),
                    AgreementState.ENDED,
                    "the negotiation was terminated before it was finalised");
        }
    }

    /** Freezes and ends what a crash kept from being frozen and ended. */
    void sweep() {
        for (ContractNegotiation negotiation : latest()) {
            if (isBinding(negotiation)) {
                of(negotiation.getContractAgreement());
            } else if (negotiation.getState() == ContractNegotiationStates.TERMINATED.code()) {
                end(negotiation);
            }
        }
    }

    private List<ContractNegotiation> latest() {
        QuerySpec query = QuerySpec.Builder.newInstance()
                .filter(Criterion.criterion("state", ">=", ContractNegotiationStates.VERIFIED.code()))
                .sortField("stateTimestamp")
                .sortOrder(SortOrder.DESC)
                .limit(SWEPT)
                .build();
        try (var found = negotiations.queryNegotiations(query)) {
            return found.toList();
        }
    }

    private Optional<ContractNegotiation> negotiation(ContractAgreement agreement) {
        QuerySpec query = QuerySpec.Builder.newInstance()
                .filter(Criterion.criterion("contractAgreement.agreementId", "=", agreement.getAgreementId()))
                .limit(1)
                .build();
        try (var found = negotiations.queryNegotiations(query)) {
            return found.findFirst();
        }
    }

    /** The provider is bound once the consumer verified: the consumer may use what it finalises before we hear of it. */
    private static boolean isBinding(ContractNegotiation negotiation) {
        if (negotiation.getContractAgreement() == null) {
            return false;
        }
        int state = negotiation.getState();
        boolean verified = negotiation.getType() == ContractNegotiation.Type.PROVIDER
                && (state == ContractNegotiationStates.VERIFIED.code()
                        || state == ContractNegotiationStates.FINALIZING.code());
        return verified || state == ContractNegotiationStates.FINALIZED.code();
    }
}
