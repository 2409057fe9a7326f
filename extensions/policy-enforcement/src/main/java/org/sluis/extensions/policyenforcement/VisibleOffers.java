// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.edc.spi.EdcException;
import org.sluis.extensions.policyenforcement.Offers.Candidates;
import org.sluis.extensions.policyenforcement.Offers.Offer;
import org.sluis.extensions.policyenforcement.Offers.Terms;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Case;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Verdict;
import org.sluis.policies.decision.Code;
import org.sluis.policies.decision.CompiledPolicy;
import org.sluis.policies.decision.Decider;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.decision.Decision.Outcome;
import org.sluis.policies.decision.Facts.Credential;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.Evidence;

/** The offers a participant may see: access policy and contract policy both allow. One record for each catalog request. */
final class VisibleOffers {

    private final Offers offers;
    private final OfferedAssets assets;
    private final PolicyDecisions decisions;

    VisibleOffers(Offers offers, OfferedAssets assets, PolicyDecisions decisions) {
        this.offers = offers;
        this.assets = assets;
        this.decisions = decisions;
    }

    /** By the identifier of their contract definition. The decision is durable when this returns. */
    Map<String, Offer> to(String party, String context) {
        Request request = new Request(new Case(Moment.CATALOG, Optional.ofNullable(party), Optional.empty()));
        Candidates candidates = offers.forParty(context, assets.edition(), party);
        Map<String, Offer> visible = new LinkedHashMap<>();
        for (Offer offer : candidates.offers()) {
            if (request.shows(offer)) {
                visible.put(offer.definition().getId(), offer);
            }
        }
        record(request, visible.size(), candidates);
        return visible;
    }

    private void record(Request request, int visible, Candidates candidates) {
        int others = candidates.all() - candidates.offers().size();
        if (others > 0) {
            String wanted = others + " contract definitions name other participants";
            request.reasons.add(new Reason("", Code.PARTY_DIFFERS, "", "", wanted, ""));
        }
        Decision decision = new Decision(
                visible > 0 ? Outcome.ALLOW : Outcome.DENY,
                List.of(),
                request.reasons,
                List.of(),
                List.of(),
                Decider.EVALUATOR);
        String told = "catalog: " + visible + " of " + candidates.all() + " contract definitions shown";
        Case about = new Case(Moment.CATALOG, request.about.party(), Optional.of(told));
        try {
            decisions.record(
                    about,
                    Optional.empty(),
                    new Verdict(decision, Optional.empty(), Optional.empty(), List.copyOf(request.evidence)));
        } catch (RecordUnavailableException e) {
            // An empty catalog would be a wrong answer; no answer is the denial.
            throw new EdcException("the catalog is not shown while decisions cannot be recorded", e);
        }
    }

    /** Policies are often shared by definitions; within one request each is decided once, and credentials are read once. */
    private final class Request {
        private final Case about;
        private final Map<String, Boolean> decided = new HashMap<>();
        private final Map<Set<String>, List<Credential>> shown = new HashMap<>();
        private final List<Reason> reasons = new ArrayList<>();
        private final Set<Evidence> evidence = new LinkedHashSet<>();

        Request(Case about) {
            this.about = about;
        }

        boolean shows(Offer offer) {
            return allows(offer, offer.access()) && allows(offer, offer.contract());
        }

        private boolean allows(Offer offer, Terms terms) {
            return decided.computeIfAbsent(terms.id(), id -> {
                Verdict verdict = terms.read()
                        .map(policy -> decisions.decide(about, policy, this::credentials))
                        .orElseGet(() -> decisions.deny("policy-missing", "a policy definition " + id, ""));
                evidence.addAll(verdict.evidence());
                String definition = offer.definition().getId();
                verdict.decision().reasons().forEach(reason -> reasons.add(of(definition, reason)));
                return verdict.allows();
            });
        }

        private List<Credential> credentials(CompiledPolicy policy) {
            return shown.computeIfAbsent(policy.credentialTypes(), types -> decisions.shown(about, policy));
        }

        private Reason of(String definition, Reason reason) {
            return new Reason(
                    "/" + definition + reason.pointer(),
                    reason.code(),
                    reason.leftOperand(),
                    reason.operator(),
                    reason.wanted(),
                    reason.observed());
        }
    }
}
