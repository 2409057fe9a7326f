// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation.Type.PROVIDER;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREEING;

import java.time.Clock;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.participantcontext.spi.identity.ParticipantIdentityResolver;
import org.eclipse.edc.policy.model.PolicyType;

/**
 * Fixes the agreement of a negotiation when it enters AGREEING, before it is sent.
 *
 * <p>EDC builds it when it sends, and keeps it only when the peer's answer arrives: after a lost answer the next
 * attempt carries another id and date while the consumer keeps the first.
 */
public final class AgreementDrafts {

    private final ParticipantIdentityResolver identities;
    private final Clock clock;

    AgreementDrafts(ParticipantIdentityResolver identities, Clock clock) {
        this.identities = identities;
        this.clock = clock;
    }

    /** Adds the agreement if the negotiation needs one now and has none. */
    void addTo(ContractNegotiation negotiation) {
        if (negotiation.getType() == PROVIDER
                && negotiation.getState() == AGREEING.code()
                && negotiation.getContractAgreement() == null) {
            negotiation.setContractAgreement(draft(negotiation));
        }
    }

    private ContractAgreement draft(ContractNegotiation negotiation) {
        var offer = negotiation.getLastContractOffer();
        var provider = identities.getParticipantId(negotiation.getParticipantContextId(), negotiation.getProtocol());
        var policy = offer.getPolicy().toBuilder()
                .type(PolicyType.CONTRACT)
                .assigner(provider)
                .assignee(negotiation.getCounterPartyId())
                .build();
        return ContractAgreement.Builder.newInstance()
                .contractSigningDate(clock.instant().getEpochSecond())
                .providerId(provider)
                .consumerId(negotiation.getCounterPartyId())
                .policy(policy)
                .assetId(offer.getAssetId())
                .participantContextId(negotiation.getParticipantContextId())
                .build();
    }
}
