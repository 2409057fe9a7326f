// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractRequest;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationService;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Partner;

/** Comes to an agreement with a partner on an offer of its catalog, and waits for the end. */
final class Negotiations {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final RemoteCatalog catalog;
    private final ContractNegotiationService negotiations;
    private final Agreements agreements;

    Negotiations(RemoteCatalog catalog, ContractNegotiationService negotiations, Agreements agreements) {
        this.catalog = catalog;
        this.negotiations = negotiations;
        this.agreements = agreements;
    }

    /** How a negotiation ended. */
    record Outcome(String negotiation, Agreement agreement) {}

    /** Asks for the partner's terms as they are offered; a {@link Refusal} says why there is no agreement. */
    Outcome agree(Partner partner, String datasetId, Optional<String> offerId) {
        var dataset = catalog.dataset(partner, datasetId);
        var offer = choose(partner, dataset, offerId);
        var request = ContractRequest.Builder.newInstance()
                .protocol(RemoteCatalog.PROTOCOL)
                .counterPartyAddress(RemoteCatalog.address(partner))
                .contractOffer(ContractOffer.Builder.newInstance()
                        .id(offer.id())
                        .assetId(datasetId)
                        .policy(catalog.policy(partner, dataset, offer))
                        .build())
                .build();
        var id = negotiations.initiateNegotiation(catalog.context(), request).getId();
        var ended = Waiting.until(PATIENCE, () -> ended(id))
                .orElseThrow(() -> new Refusal(
                        504,
                        "Partner too slow",
                        partner.name() + " has not answered negotiation " + id + " within " + PATIENCE.toSeconds()
                                + " s; it goes on"));
        return new Outcome(id, agreement(partner, ended));
    }

    private static RemoteCatalog.Offer choose(
            Partner partner, RemoteCatalog.Dataset dataset, Optional<String> offerId) {
        var offers = dataset.offers();
        if (offerId.isPresent()) {
            return offers.stream()
                    .filter(offer -> offer.id().equals(offerId.get()))
                    .findFirst()
                    .orElseThrow(() -> Refusal.notFound(partner.name() + " offers no '" + offerId.get() + "'"));
        }
        if (offers.size() != 1) {
            throw Refusal.invalid("dataset " + dataset.id() + " has " + offers.size() + " offers; name one: "
                    + offers.stream().map(RemoteCatalog.Offer::id).collect(Collectors.joining(", ")));
        }
        return offers.get(0);
    }

    private Optional<ContractNegotiation> ended(String id) {
        return Optional.ofNullable(negotiations.findbyId(id))
                .filter(negotiation -> negotiation.getState() == ContractNegotiationStates.FINALIZED.code()
                        || negotiation.getState() == ContractNegotiationStates.TERMINATED.code());
    }

    private Agreement agreement(Partner partner, ContractNegotiation negotiation) {
        if (negotiation.getState() != ContractNegotiationStates.FINALIZED.code()) {
            throw new Refusal(
                    409,
                    "No agreement",
                    "negotiation " + negotiation.getId() + " with " + partner.name() + " ended: "
                            + Optional.ofNullable(negotiation.getErrorDetail()).orElse("the partner gave no reason"));
        }
        var id = negotiation.getContractAgreement().getAgreementId();
        return Waiting.until(Duration.ofSeconds(5), () -> agreements.find(id))
                .orElseThrow(() -> new Refusal(500, "Not kept", "agreement " + id + " was signed but not kept"));
    }
}
