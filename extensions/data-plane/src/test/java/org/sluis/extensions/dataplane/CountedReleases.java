// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.sluis.policies.decision.Charge;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.UsageLedger;
import org.sluis.policies.usage.UsageLedger.Verdict;

/** Allows active agreements a number of uses until an instant, on a real ledger. */
final class CountedReleases implements ReleaseDecisions {
    private final Agreements agreements;
    private final Decisions decisions;
    private final UsageLedger ledger;
    private final java.time.Clock clock;
    volatile long limit = 1_000_000;
    volatile Instant until = Instant.MAX;
    volatile RuntimeException runningFailure;

    CountedReleases(Agreements agreements, Decisions decisions, UsageLedger ledger, java.time.Clock clock) {
        this.agreements = agreements;
        this.decisions = decisions;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public Ruling release(Ask ask) throws RecordUnavailableException {
        var reasons = new AtomicReference<List<Reason>>();
        var use = ledger.decide(ask.agreement(), (agreement, firstUse, uses, now) -> {
            reasons.set(reasons(agreement, now, uses.count("permission/0", Optional.empty())));
            return new Verdict(
                    record(ask, Moment.RELEASE, now, reasons.get()),
                    List.of(new Charge("permission/0", Optional.empty(), limit)));
        });
        return new Ruling(use.isPresent(), reasons.get(), use);
    }

    @Override
    public Ruling foresee(Ask ask) {
        var reasons = reasons(agreements.find(ask.agreement()), clock.instant(), Optional.of(-1L));
        return new Ruling(reasons.isEmpty(), reasons, Optional.empty());
    }

    @Override
    public Ruling running(Ask ask, UUID use) throws RecordUnavailableException {
        if (runningFailure != null) {
            throw runningFailure;
        }
        var ruling = foresee(ask);
        if (!ruling.allowed()) {
            decisions.append(record(ask, Moment.RUNNING, clock.instant(), ruling.reasons()));
        }
        return ruling;
    }

    @Override
    public void commit(UUID use) throws RecordUnavailableException {
        ledger.commit(use);
    }

    @Override
    public void cancel(UUID use) {
        ledger.cancel(use);
    }

    private List<Reason> reasons(Optional<Agreement> agreement, Instant now, Optional<Long> used) {
        if (agreement
                .map(Agreement::state)
                .filter(AgreementState.ACTIVE::equals)
                .isEmpty()) {
            var why = agreement.flatMap(Agreement::endReason).orElse("unknown");
            return List.of(new Reason("", "agreement-not-active", "", "", "active", why));
        }
        if (used.orElse(Long.MAX_VALUE) >= limit) {
            return List.of(new Reason("/permission/0", "not-met", "odrl:count", "odrl:lteq", "" + limit, "" + used));
        }
        if (now.isAfter(until)) {
            return List.of(new Reason("/permission/0", "not-met", "odrl:dateTime", "odrl:lteq", "" + until, "" + now));
        }
        return List.of();
    }

    private static DecisionRecord record(Ask ask, Moment moment, Instant at, List<Reason> reasons) {
        return new DecisionRecord(
                UUID.randomUUID(),
                at,
                moment,
                reasons.isEmpty(),
                Optional.of(ask.party()),
                Optional.of(ask.agreement()),
                Optional.of(ask.dataset()),
                Optional.of("odrl:use"),
                ask.purpose(),
                Optional.empty(),
                Optional.of("transfer " + ask.transfer()),
                reasons,
                "test");
    }
}
