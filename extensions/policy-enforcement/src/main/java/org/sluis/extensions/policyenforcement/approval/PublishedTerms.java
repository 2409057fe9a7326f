// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.connector.controlplane.contract.spi.validation.ContractValidationService;
import org.eclipse.edc.connector.controlplane.contract.spi.validation.ValidatableConsumerOffer;
import org.eclipse.edc.connector.controlplane.contract.spi.validation.ValidatedConsumerOffer;
import org.eclipse.edc.participant.spi.ParticipantAgent;
import org.eclipse.edc.spi.result.Result;
import org.sluis.extensions.policyenforcement.EdcTerms;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Reading;

/**
 * Refuses a request for other terms than those that are published. EDC puts the published ones in their place without a word, and
 * both sides then negotiate about different terms. Who may not see the offer hears nothing of its terms: EDC looks first.
 */
public final class PublishedTerms implements ContractValidationService {

    private final ContractValidationService edc;
    private final String ownId;

    PublishedTerms(ContractValidationService edc, String ownId) {
        this.edc = edc;
        this.ownId = ownId;
    }

    @Override
    public Result<ValidatedConsumerOffer> validateInitialOffer(
            ParticipantAgent agent, ValidatableConsumerOffer consumerOffer) {
        var asked = AskedTerms.take(consumerOffer.getOfferId().toString());
        return edc.validateInitialOffer(agent, consumerOffer)
                .compose(validated -> asked.filter(offer -> isSame(offer, validated))
                        .map(same -> Result.success(validated))
                        .orElseGet(() -> Result.failure("the terms in the request are not those of offer "
                                + consumerOffer.getOfferId() + "; ask for the offer as the catalog shows it")));
    }

    private boolean isSame(ContractOffer asked, ValidatedConsumerOffer validated) {
        var published = validated.getOffer();
        return EdcTerms.read(asked.getPolicy()) instanceof Reading.Valid one
                && EdcTerms.read(published.getPolicy()) instanceof Reading.Valid other
                && isOurs(one.policy(), published.getAssetId())
                && digest(one.policy(), validated).equals(digest(other.policy(), validated));
    }

    private boolean isOurs(Policy asked, String dataset) {
        return asked.target().orElse(dataset).equals(dataset)
                && asked.assigner().orElse(ownId).equals(ownId);
    }

    private String digest(Policy policy, ValidatedConsumerOffer validated) {
        return Proposal.digest(policy, validated.getOffer().getAssetId(), ownId, validated.getConsumerIdentity());
    }

    @Override
    public Result<ContractAgreement> validateAgreement(ParticipantAgent agent, ContractAgreement agreement) {
        return edc.validateAgreement(agent, agreement);
    }

    @Override
    public Result<Void> validateRequest(ParticipantAgent agent, ContractAgreement agreement) {
        return edc.validateRequest(agent, agreement);
    }

    @Override
    public Result<Void> validateRequest(ParticipantAgent agent, ContractNegotiation negotiation) {
        return edc.validateRequest(agent, negotiation);
    }

    @Override
    public Result<Void> validateConfirmed(
            ParticipantAgent agent, ContractAgreement agreement, ContractOffer latestOffer) {
        return edc.validateConfirmed(agent, agreement, latestOffer);
    }
}
