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
import org.sluis.extensions.policyenforcement.approval.Inbox;
import org.sluis.extensions.policyenforcement.approval.Inbox.Entry;
import org.sluis.extensions.policyenforcement.approval.Inbox.WaitsFor;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Partner;

/** Comes to an agreement with a partner on an offer of its catalog, and waits for the end. */
final class Negotiations {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final RemoteCatalog catalog;
    private final ContractNegotiationService negotiations;
    private final Agreements agreements;
    private final Inbox inbox;

    Negotiations(RemoteCatalog catalog, ContractNegotiationService negotiations, Agreements agreements, Inbox inbox) {
        this.catalog = catalog;
        this.negotiations = negotiations;
        this.agreements = agreements;
        this.inbox = inbox;
    }

    /** How far a negotiation came while we waited. */
    sealed interface Outcome {
        String negotiation();

        record Signed(String negotiation, Agreement agreement) implements Outcome {}

        /** It goes on by itself once a person has decided, here or at the partner. */
        record Waits(String negotiation, WaitsFor waitsFor, String state) implements Outcome {}
    }

    /**
     * Asks for the partner's terms as they are offered, or waits on for what was asked before; a {@link Refusal} says why there
     * is no agreement.
     *
     * @param people how long the partner's word is waited for once it has our request
     */
    Outcome agree(Partner partner, String datasetId, Optional<String> offerId, Duration people) {
        var id = asked(partner, datasetId).orElseGet(() -> ask(partner, datasetId, offerId));
        var patient = System.nanoTime() + people.toNanos();
        var reached = Waiting.until(PATIENCE, () -> reached(id, System.nanoTime() > patient))
                .orElseThrow(() -> new Refusal(
                        504,
                        "Partner too slow",
                        partner.name() + " has not answered negotiation " + id + " within " + PATIENCE.toSeconds()
                                + " s; it goes on"));
        return reached.map(ended -> (Outcome) new Outcome.Signed(id, agreement(partner, ended)))
                .orElseGet(() -> waits(id));
    }

    /** The same question is not asked twice while it waits for somebody. */
    private Optional<String> asked(Partner partner, String datasetId) {
        return inbox.list().stream()
                .filter(entry -> entry.terms().side() == Agreement.Side.CONSUMER
                        && entry.terms().partner().equals(partner.id())
                        && entry.terms().dataset().equals(datasetId))
                .map(Entry::negotiation)
                .findFirst();
    }

    /** Nothing while it goes on; then the negotiation if it ended, or else empty. */
    private Optional<Optional<ContractNegotiation>> reached(String id, boolean patienceIsOver) {
        var ended = ended(id);
        if (ended.isPresent()) {
            return Optional.of(ended);
        }
        var waitsFor = inbox.find(id).map(Entry::waitsFor).orElse(WaitsFor.NOBODY);
        var givesUp = waitsFor == WaitsFor.US || (patienceIsOver && waitsFor == WaitsFor.PARTNER);
        return givesUp ? Optional.of(Optional.empty()) : Optional.empty();
    }

    private Outcome waits(String id) {
        return inbox.find(id)
                .map(entry -> new Outcome.Waits(id, entry.waitsFor(), entry.state()))
                .orElseThrow(() -> Refusal.notFound("negotiation " + id + " is gone"));
    }

    private String ask(Partner partner, String datasetId, Optional<String> offerId) {
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
        return negotiations.initiateNegotiation(catalog.context(), request).getId();
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
