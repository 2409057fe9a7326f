// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.sluis.extensions.policyenforcement.ConcludedAgreement;
import org.sluis.extensions.policyenforcement.EdcTerms;
import org.sluis.policies.odrl.Clause;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.odrl.Sentences;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.Approval;
import org.sluis.policies.usage.Approval.Word;
import org.sluis.policies.usage.Approvals;
import org.sluis.policies.usage.Capabilities;
import org.sluis.policies.usage.HouseRules;
import org.sluis.policies.usage.HouseRuling;

/** Says at each point where a negotiation waits for this company's word what follows now; it changes nothing. */
final class Rulings {

    private static final Sentences WORDS = new Sentences(Rulings.class, "rulings");

    private final String ownId;
    private final HouseRules house;
    private final Capabilities capabilities;
    private final Approvals approvals;
    private final NegotiationDecision decision;

    /** Why our policy forbids these terms to this party now; empty if it allows them. */
    @FunctionalInterface
    interface NegotiationDecision {
        Optional<String> denial(org.eclipse.edc.policy.model.Policy policy, String party);
    }

    Rulings(
            String ownId,
            HouseRules house,
            Capabilities capabilities,
            Approvals approvals,
            NegotiationDecision decision) {
        this.ownId = ownId;
        this.house = house;
        this.capabilities = capabilities;
        this.approvals = approvals;
        this.decision = decision;
    }

    /** Whether the negotiation stands where this company has to say something before it goes on. */
    static boolean isDue(ContractNegotiation negotiation) {
        var state = ContractNegotiationStates.from(negotiation.getState());
        return negotiation.getType() == ContractNegotiation.Type.PROVIDER
                ? state == ContractNegotiationStates.REQUESTED || state == ContractNegotiationStates.ACCEPTED
                : state == ContractNegotiationStates.OFFERED || state == ContractNegotiationStates.AGREED;
    }

    /** What follows, with a decision of our policy on record where a person's word is followed. Throws nothing. */
    Ruling of(ContractNegotiation negotiation) {
        return of(negotiation, true, Language.EN);
    }

    /** What follows as far as it can be told without deciding on our policy. Throws nothing. */
    Ruling asked(ContractNegotiation negotiation) {
        return asked(negotiation, Language.EN);
    }

    /** The same, told to our own people in their language. */
    Ruling asked(ContractNegotiation negotiation, Language language) {
        return of(negotiation, false, language);
    }

    private Ruling of(ContractNegotiation negotiation, boolean deciding, Language language) {
        try {
            var ruling = Proposal.of(negotiation, ownId)
                    .map(proposal -> rule(negotiation, proposal, language))
                    .orElseGet(() -> new Ruling.Refuse("the policy is none of the Sluis profile"));
            return deciding && ruling instanceof Ruling.Proceed proceed && proceed.later()
                    ? again(negotiation)
                    : ruling;
        } catch (Throwable e) {
            // INVARIANT: what cannot be decided waits, whatever went wrong; a state machine of EDC dies of an error
            return new Ruling.Undecided(e.getClass().getSimpleName()
                    + Optional.ofNullable(e.getMessage()).map(why -> ": " + why).orElse(""));
        }
    }

    private Ruling rule(ContractNegotiation negotiation, Proposal proposal, Language language) {
        if (proposal.terms().side() == Side.CONSUMER) {
            var objection = objection(negotiation, proposal);
            if (objection.isPresent()) {
                return new Ruling.Refuse(objection.get());
            }
        }
        var words = approvals.of(negotiation.getId());
        var word = words.stream()
                .filter(said -> said.question().equals(proposal.question()))
                .filter(said -> said.digest().equals(proposal.digest()))
                .findFirst();
        var ruling = house.rule(proposal.terms(), language);
        if (word.isPresent() && word.get().word() != Word.APPROVED) {
            return follow(word.get());
        }
        if (ruling.outcome() == HouseRuling.Outcome.REFUSE) {
            return new Ruling.Refuse(ruling.reason());
        }
        var agreed = word.isPresent() || isOurOwn(words, proposal);
        if (!agreed && (ruling.outcome() == HouseRuling.Outcome.ASK || isNews(negotiation, ruling))) {
            return new Ruling.Ask(ruling.rule(), reason(negotiation, ruling, language), ruling.differences());
        }
        var later = agreed || negotiation.getState() == ContractNegotiationStates.ACCEPTED.code();
        return new Ruling.Proceed(later);
    }

    private static Ruling follow(Approval word) {
        if (word.word() == Word.REFUSED) {
            return new Ruling.Refuse(word.note().orElse("refused"));
        }
        if (PolicyReader.read(word.counter().orElseThrow()) instanceof Reading.Valid valid) {
            return new Ruling.Counter(valid.policy());
        }
        throw new IllegalStateException("the stored counter-offer is none of the Sluis profile");
    }

    /** What speaks against terms that this company would be bound by, whatever anybody approves. */
    private Optional<String> objection(ContractNegotiation negotiation, Proposal proposal) {
        if (negotiation.getContractAgreement() != null) {
            try {
                ConcludedAgreement.of(negotiation, ownId);
            } catch (IllegalStateException e) {
                return Optional.of(e.getMessage());
            }
            if (!agreedDigest(negotiation).equals(Optional.of(proposal.digest()))) {
                return Optional.of("the agreement is not what was requested");
            }
        }
        var lacking = capabilities.lacking(proposal.terms().policy());
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of("this company cannot keep: "
                        + lacking.stream().map(Clause::text).collect(Collectors.joining(" ")));
    }

    private static Optional<String> agreedDigest(ContractNegotiation negotiation) {
        var agreement = negotiation.getContractAgreement();
        return EdcTerms.read(agreement.getPolicy()) instanceof Reading.Valid valid
                ? Optional.of(Proposal.digest(
                        valid.policy(), agreement.getAssetId(), agreement.getProviderId(), agreement.getConsumerId()))
                : Optional.empty();
    }

    /** Terms that a person of ours accepted or offered earlier in this negotiation. */
    private boolean isOurOwn(List<Approval> words, Proposal proposal) {
        return words.stream().anyMatch(said -> switch (said.word()) {
            case APPROVED -> said.digest().equals(proposal.digest());
            case COUNTERED -> isCounter(said, proposal);
            case REFUSED -> false;
        });
    }

    private boolean isCounter(Approval said, Proposal proposal) {
        return PolicyReader.read(said.counter().orElseThrow()) instanceof Reading.Valid valid
                && isSame(valid.policy(), proposal);
    }

    private boolean isSame(Policy countered, Proposal proposal) {
        var terms = proposal.terms();
        return Proposal.digest(countered, terms.dataset(), ownId, terms.partner())
                .equals(proposal.digest());
    }

    /** Nobody here asked for a counter-offer: unless a rule speaks of it, a person does. */
    private static boolean isNews(ContractNegotiation negotiation, HouseRuling ruling) {
        return negotiation.getState() == ContractNegotiationStates.OFFERED.code()
                && ruling.rule().isEmpty();
    }

    private static String reason(ContractNegotiation negotiation, HouseRuling ruling, Language language) {
        return ruling.outcome() != HouseRuling.Outcome.ASK && isNews(negotiation, ruling)
                ? WORDS.in(language, "other-terms")
                : ruling.reason();
    }

    /** Much can have changed while a person was thinking. */
    private Ruling again(ContractNegotiation negotiation) {
        if (negotiation.getType() == ContractNegotiation.Type.CONSUMER) {
            return new Ruling.Proceed(true);
        }
        return decision.denial(negotiation.getLastContractOffer().getPolicy(), negotiation.getCounterPartyId())
                .<Ruling>map(Ruling.Refuse::new)
                .orElseGet(() -> new Ruling.Proceed(true));
    }
}
