// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.UsageLedger.Rule;
import org.sluis.policies.usage.UsageLedger.Verdict;

/**
 * Decides whether data leaves under an agreement. What it answers is recorded before it answers, and everything it does not
 * know or understand denies.
 */
public final class Releases {

    /** The bytes of an agreement cannot be read, or are not those that its hash says. */
    public static final String AGREEMENT_DAMAGED = "agreement-damaged";

    /** This company is the agreement's consumer and has nothing to release under it. */
    public static final String NOT_THE_PROVIDER = "not-the-provider";

    /** Follows {@link Code#AGREEMENT_NOT_ACTIVE}: the observed value is what was said when the agreement ended. */
    public static final String END_REASON = "end-reason";

    /** The evaluation itself failed; our log says how. */
    public static final String EVALUATION_FAILED = "evaluation-failed";

    private final UsageLedger ledger;
    private final Decisions decisions;
    private final Partners partners;
    private final AgreedPolicies policies = new AgreedPolicies();

    public Releases(UsageLedger ledger, Decisions decisions, Partners partners) {
        this.ledger = ledger;
        this.decisions = decisions;
        this.partners = partners;
    }

    /**
     * Decides at moment release and reserves a use. It counts until {@link #cancel}, and for good from {@link #commit} on.
     *
     * @throws RecordUnavailableException if nothing could be recorded; nothing may leave
     */
    public ReleaseRuling release(ReleaseRequest asked) throws RecordUnavailableException {
        var last = new Decision[1];
        var use = ledger.decide(asked.agreement(), rule(asked, Moment.RELEASE, last));
        return use.<ReleaseRuling>map(id -> new ReleaseRuling.Allowed(id, last[0].duties()))
                .orElseGet(() -> new ReleaseRuling.Denied(last[0].reasons()));
    }

    /**
     * Why {@link #release} would deny now; empty if it would allow. Records and counts nothing.
     *
     * @throws RecordUnavailableException if the agreement cannot be read
     */
    public List<Reason> foresee(ReleaseRequest asked) throws RecordUnavailableException {
        return ledger.foresee(asked.agreement(), rule(asked, Moment.RELEASE, new Decision[1]))
                .decision()
                .reasons();
    }

    /**
     * Why a release in progress must stop, decided at moment running; empty if it may go on. Nothing is charged; a denial is
     * recorded.
     *
     * @throws RecordUnavailableException if the agreement cannot be read or the denial not recorded; the release must stop
     */
    public List<Reason> recheck(ReleaseRequest asked) throws RecordUnavailableException {
        var verdict = ledger.foresee(asked.agreement(), rule(asked, Moment.RUNNING, new Decision[1]));
        if (!verdict.decision().allowed()) {
            decisions.append(verdict.decision());
        }
        return verdict.decision().reasons();
    }

    /** The first byte is about to leave. */
    public void commit(UUID use) throws RecordUnavailableException {
        ledger.commit(use);
    }

    /** Nothing left. */
    public void cancel(UUID use) {
        ledger.cancel(use);
    }

    private Rule rule(ReleaseRequest asked, Moment moment, Decision[] last) {
        return (agreement, firstUse, uses, now) -> {
            var decision = decide(asked, moment, agreement, firstUse, uses, now);
            last[0] = decision;
            return new Verdict(record(asked, moment, agreement, decision, now), decision.charges());
        };
    }

    private Decision decide(
            ReleaseRequest asked,
            Moment moment,
            Optional<Agreement> agreement,
            FirstUse firstUse,
            Uses uses,
            Instant now) {
        try {
            if (agreement.isEmpty()) {
                return denied(new Reason("", Code.AGREEMENT_NOT_ACTIVE, "", "", "active", ""));
            }
            if (agreement.get().side() != Agreement.Side.PROVIDER) {
                return denied(new Reason("", NOT_THE_PROVIDER, "", "", "provider", "consumer"));
            }
            Optional<CompiledPolicy> policy = policies.of(agreement.get());
            if (policy.isEmpty()) {
                return denied(new Reason(
                        "", AGREEMENT_DAMAGED, "", "", agreement.get().sha256(), ""));
            }
            var facts = facts(asked, agreement.get(), firstUse, uses);
            return withEndReason(Decider.decide(policy.get(), request(asked, moment, now), facts), agreement.get());
        } catch (RuntimeException | StackOverflowError e) {
            return denied(
                    new Reason("", EVALUATION_FAILED, "", "", "", e.getClass().getSimpleName()));
        }
    }

    private Request request(ReleaseRequest asked, Moment moment, Instant now) {
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

    private static Facts facts(ReleaseRequest asked, Agreement agreement, FirstUse firstUse, Uses uses) {
        return new Facts(
                Optional.of(agreement.state()),
                Optional.of(agreement.signedAt()),
                firstUse,
                uses,
                List.of(),
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
        reasons.add(new Reason("", END_REASON, "", "", "", agreement.endReason().get()));
        return denied(reasons.toArray(Reason[]::new));
    }

    private static Decision denied(Reason... reasons) {
        return new Decision(
                Decision.Outcome.DENY, List.of(), List.of(reasons), List.of(), List.of(), Decider.EVALUATOR);
    }

    private static DecisionRecord record(
            ReleaseRequest asked, Moment moment, Optional<Agreement> agreement, Decision decision, Instant now) {
        return new DecisionRecord(
                UUID.randomUUID(),
                now,
                moment,
                decision.allows(),
                Optional.of(asked.party()),
                Optional.of(asked.agreement()),
                Optional.of(asked.dataset()),
                Optional.of(Action.USE.iri()),
                asked.purpose(),
                agreement.map(Agreement::sha256),
                Optional.of(asked.transfer()),
                decision.reasons(),
                decision.evaluator());
    }
}
