// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.sluis.extensions.policyenforcement.EdcTerms;
import org.sluis.policies.odrl.CanonicalForm;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.ProposedTerms;

/**
 * The terms that a negotiation is about at this moment.
 *
 * @param question differs whenever the negotiation comes back, also with the same terms
 * @param digest lower-case hex of the SHA-256 of the terms as an agreement of these two on this dataset: the same for an offer, a
 *     request and an agreement that say the same
 */
record Proposal(String negotiation, String question, ProposedTerms terms, String digest) {

    private static final Pattern PRODUCT = Pattern.compile("urn:sluis:([^:]+):.+");

    /** Empty when the terms are outside the profile. */
    static Optional<Proposal> of(ContractNegotiation negotiation, String ownId) {
        var offer = negotiation.getLastContractOffer();
        if (offer == null || !(EdcTerms.read(offer.getPolicy()) instanceof Reading.Valid valid)) {
            return Optional.empty();
        }
        var side = negotiation.getType() == ContractNegotiation.Type.PROVIDER ? Side.PROVIDER : Side.CONSUMER;
        var dataset = offer.getAssetId();
        var terms = new ProposedTerms(side, negotiation.getCounterPartyId(), product(dataset), dataset, valid.policy());
        return Optional.of(new Proposal(negotiation.getId(), question(negotiation), terms, digest(terms, ownId)));
    }

    /** Names the state and how many offers were exchanged. */
    static String question(ContractNegotiation negotiation) {
        return ContractNegotiationStates.from(negotiation.getState()) + "/"
                + negotiation.getContractOffers().size();
    }

    static Optional<String> product(String dataset) {
        var match = PRODUCT.matcher(dataset);
        return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
    }

    private static String digest(ProposedTerms terms, String ownId) {
        var provider = terms.side() == Side.PROVIDER ? ownId : terms.partner();
        var consumer = terms.side() == Side.PROVIDER ? terms.partner() : ownId;
        return digest(terms.policy(), terms.dataset(), provider, consumer);
    }

    static String digest(Policy policy, String dataset, String provider, String consumer) {
        return CanonicalForm.of(policy.asAgreement(dataset, provider, consumer)).sha256();
    }
}
