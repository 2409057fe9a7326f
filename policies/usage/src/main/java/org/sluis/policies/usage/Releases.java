// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.sluis.policies.decision.Code;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

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
    private final PartyCredentials credentials;
    private final AgreedPolicies policies = new AgreedPolicies();

    public Releases(UsageLedger ledger, Decisions decisions, Partners partners, PartyCredentials credentials) {
        this.ledger = ledger;
        this.decisions = decisions;
        this.partners = partners;
        this.credentials = credentials;
    }

    /**
     * Decides at moment release and reserves a use. It counts until {@link #cancel}, and for good from {@link #commit} on.
     *
     * @throws RecordUnavailableException if nothing could be recorded; nothing may leave
     */
    public ReleaseRuling release(ReleaseRequest asked) throws RecordUnavailableException {
        var rule = rule(asked, Moment.RELEASE);
        var use = ledger.decide(asked.agreement(), rule);
        return use.<ReleaseRuling>map(
                        id -> new ReleaseRuling.Allowed(id, rule.last().duties()))
                .orElseGet(() -> new ReleaseRuling.Denied(rule.last().reasons()));
    }

    /**
     * Why {@link #release} would deny now; empty if it would allow. Records and counts nothing.
     *
     * @throws RecordUnavailableException if the agreement cannot be read
     */
    public List<Reason> foresee(ReleaseRequest asked) throws RecordUnavailableException {
        return ledger.foresee(asked.agreement(), rule(asked, Moment.RELEASE))
                .decision()
                .reasons();
    }

    /**
     * Why {@link #release} would deny at another time, with the agreement and the uses as they are now. Records and counts nothing.
     *
     * @throws RecordUnavailableException if the agreement cannot be read
     */
    public List<Reason> foresee(ReleaseRequest asked, Instant at) throws RecordUnavailableException {
        var rule = rule(asked, Moment.RELEASE);
        var verdict = ledger.foresee(
                asked.agreement(), (agreement, firstUse, uses, now) -> rule.decide(agreement, firstUse, uses, at));
        return verdict.decision().reasons();
    }

    /**
     * Why a release in progress must stop, decided at moment running; empty if it may go on. Nothing is charged; a denial is
     * recorded.
     *
     * @throws RecordUnavailableException if the agreement cannot be read or the denial not recorded; the release must stop
     */
    public List<Reason> recheck(ReleaseRequest asked) throws RecordUnavailableException {
        return recheck(asked, false);
    }

    /** As {@link #recheck}; that it may go on is recorded as well, so a release does not outlast the record. */
    public List<Reason> recheckOnRecord(ReleaseRequest asked) throws RecordUnavailableException {
        return recheck(asked, true);
    }

    /** Whether what leaves can be put on record now: while it cannot, no further byte may leave. Cheap, see {@link Decisions#available}. */
    public boolean recordable() {
        return decisions.available();
    }

    private List<Reason> recheck(ReleaseRequest asked, boolean always) throws RecordUnavailableException {
        var verdict = ledger.foresee(asked.agreement(), rule(asked, Moment.RUNNING));
        if (always || !verdict.decision().allowed()) {
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

    private ReleaseRule rule(ReleaseRequest asked, Moment moment) {
        return new ReleaseRule(asked, moment, policies, partners, shown(asked.party()));
    }

    /** What the party has shown, read before the ledger runs a rule, which it does while it holds its own connection. */
    private PartyCredentials shown(String party) {
        try {
            var current = List.copyOf(credentials.current(party));
            return asked -> current;
        } catch (RuntimeException e) {
            // Only a policy that looks at credentials asks, and is then denied.
            return asked -> {
                throw e;
            };
        }
    }
}
