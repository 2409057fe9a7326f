// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.decision.Code;
import org.sluis.policies.decision.CompiledPolicy;
import org.sluis.policies.decision.Decider;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.decision.Facts;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.decision.Facts.Uses;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.decision.Request;
import org.sluis.policies.odrl.Action;
import org.sluis.policies.usage.UsageLedger.Rule;
import org.sluis.policies.usage.UsageLedger.Verdict;

/** Decides on one request for data by the agreement as the ledger shows it, and keeps what it decided last. */
final class ReleaseRule implements Rule {

    private final ReleaseRequest asked;
    private final Moment moment;
    private final AgreedPolicies policies;
    private final Partners partners;
    private final PartyCredentials shown;
    private Decision last;

    ReleaseRule(
            ReleaseRequest asked, Moment moment, AgreedPolicies policies, Partners partners, PartyCredentials shown) {
        this.asked = asked;
        this.moment = moment;
        this.policies = policies;
        this.partners = partners;
        this.shown = shown;
    }

    Decision last() {
        return last;
    }

    @Override
    public Verdict decide(Optional<Agreement> agreement, FirstUse firstUse, Uses uses, Instant now) {
        var lookedAt = new ArrayList<Facts.Credential>();
        last = decide(agreement, firstUse, uses, now, lookedAt);
        return new Verdict(record(agreement, now, Evidence.of(lookedAt)), last.charges());
    }

    private Decision decide(
            Optional<Agreement> agreement, FirstUse firstUse, Uses uses, Instant now, List<Facts.Credential> lookedAt) {
        try {
            if (agreement.isEmpty()) {
                return denied(new Reason("", Code.AGREEMENT_NOT_ACTIVE, "", "", "active", ""));
            }
            if (agreement.get().side() != Agreement.Side.PROVIDER) {
                return denied(new Reason("", Releases.NOT_THE_PROVIDER, "", "", "provider", "consumer"));
            }
            Optional<CompiledPolicy> policy = policies.of(agreement.get());
            if (policy.isEmpty()) {
                return denied(new Reason(
                        "", Releases.AGREEMENT_DAMAGED, "", "", agreement.get().sha256(), ""));
            }
            lookedAt.addAll(shown.current(asked.party(), policy.get().credentialTypes()));
            var facts = facts(agreement.get(), firstUse, uses, lookedAt);
            return withEndReason(Decider.decide(policy.get(), request(now), facts), agreement.get());
        } catch (RuntimeException | StackOverflowError e) {
            return denied(new Reason(
                    "", Releases.EVALUATION_FAILED, "", "", "", e.getClass().getSimpleName()));
        }
    }

    private Request request(Instant now) {
        return new Request(
                moment,
                Action.USE.iri(),
                Optional.of(asked.dataset()),
                Optional.of(asked.party()),
                asked.purpose(),
                Optional.empty(),
                partners.byId(asked.party()).flatMap(Partner::country),
                now);
    }

    private Facts facts(Agreement agreement, FirstUse firstUse, Uses uses, List<Facts.Credential> credentials) {
        return new Facts(
                Optional.of(agreement.state()),
                Optional.of(agreement.signedAt()),
                firstUse,
                uses,
                List.copyOf(credentials),
                Map.of(),
                Optional.empty(),
                Optional.of(0L), // Our own data: it has passed through nobody before us.
                asked.disclosure());
    }

    private static Decision withEndReason(Decision decision, Agreement agreement) {
        var ended = decision.reasons().stream().anyMatch(reason -> reason.code().equals(Code.AGREEMENT_NOT_ACTIVE));
        if (!ended || agreement.endReason().isEmpty()) {
            return decision;
        }
        var reasons = new ArrayList<>(decision.reasons());
        reasons.add(new Reason(
                "", Releases.END_REASON, "", "", "", agreement.endReason().get()));
        return denied(reasons.toArray(Reason[]::new));
    }

    private static Decision denied(Reason... reasons) {
        return new Decision(
                Decision.Outcome.DENY, List.of(), List.of(reasons), List.of(), List.of(), Decider.EVALUATOR);
    }

    private DecisionRecord record(Optional<Agreement> agreement, Instant now, List<Evidence> evidence) {
        return new DecisionRecord(
                DecisionIds.at(now),
                now,
                moment,
                last.allows(),
                Optional.of(asked.party()),
                Optional.of(asked.agreement()),
                Optional.of(asked.dataset()),
                Optional.of(Action.USE.iri()),
                asked.purpose(),
                agreement.map(Agreement::sha256),
                Optional.of(asked.transfer()),
                last.reasons(),
                last.evaluator(),
                evidence);
    }
}
