// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Case;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Verdict;
import org.sluis.policies.decision.CompiledPolicy;
import org.sluis.policies.decision.Facts;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Facts.Credential;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.decision.Facts.Uses;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.UsageLedger;

/** Decides on transfers by the frozen agreement and the uses that the ledger counted. */
final class AgreementDecisions {

    private final FrozenAgreements frozen;
    private final UsageLedger ledger;
    private final PolicyDecisions decisions;
    private final AgreementSeals seals;

    AgreementDecisions(FrozenAgreements frozen, UsageLedger ledger, PolicyDecisions decisions, AgreementSeals seals) {
        this.frozen = frozen;
        this.ledger = ledger;
        this.decisions = decisions;
        this.seals = seals;
    }

    /** Whether a participant may start a transfer now. The decision is durable when this returns. */
    Verdict transfer(ContractAgreement concluded, String party) throws RecordUnavailableException {
        Case about = new Case(Moment.TRANSFER, Optional.ofNullable(party), Optional.empty());
        Verdict verdict = decide(concluded, about, 0);
        if (verdict.allows()) {
            verdict = frozen.of(concluded).flatMap(this::unsealed).orElse(verdict);
        }
        decisions.record(about, Optional.of(concluded.getAgreementId()), verdict);
        return verdict;
    }

    /** A denial if both parties keep a policy log and have not yet signed for each other what they agreed on. */
    private Optional<Verdict> unsealed(Agreement agreement) {
        if (agreement.side() != Agreement.Side.PROVIDER
                || seals.isSealed(agreement.id())
                || !seals.required(agreement)) {
            return Optional.empty();
        }
        Verdict denial = decisions.deny("agreement-not-sealed", "sealed", "");
        return Optional.of(
                new Verdict(denial.decision(), Optional.of(agreement.dataset()), Optional.of(agreement.sha256())));
    }

    /**
     * Whether a started transfer may go on. A pull is an open door: it stays open while the transfer would be granted anew, and
     * each release through it is decided on its own. Its last use may be in progress, so that one is not counted twice. A denial
     * is durable when this returns; that nothing changed is not recorded.
     */
    Verdict running(ContractAgreement concluded) throws RecordUnavailableException {
        Optional<String> party = Optional.of(concluded.getConsumerId());
        Verdict verdict = decide(concluded, new Case(Moment.TRANSFER, party, Optional.empty()), 1);
        if (!verdict.allows()) {
            Case about = new Case(Moment.RUNNING, party, Optional.of("a running transfer"));
            decisions.record(about, Optional.of(concluded.getAgreementId()), verdict);
        }
        return verdict;
    }

    private Verdict decide(ContractAgreement concluded, Case question, long inProgress)
            throws RecordUnavailableException {
        Optional<Agreement> agreement = frozen.of(concluded);
        Optional<CompiledPolicy> policy = agreement.flatMap(frozen::policy);
        if (policy.isEmpty()) {
            return decisions.deny("agreement-not-active", "active", agreement.isEmpty() ? "" : "altered");
        }
        List<Credential> shown;
        try {
            // Before the ledger holds its connection.
            shown = decisions.shown(question, policy.get());
        } catch (RuntimeException e) {
            return new Verdict(
                    PolicyDecisions.unreadable(e), agreement.map(Agreement::dataset), agreement.map(Agreement::sha256));
        }
        AtomicReference<Verdict> verdict = new AtomicReference<>();
        Optional<String> id = Optional.of(concluded.getAgreementId());
        // The ledger throws if what it showed the rule does not stand.
        ledger.foresee(concluded.getAgreementId(), (current, firstUse, uses, now) -> {
            verdict.set(decide(current, policy.get(), question, shown, firstUse, less(uses, inProgress)));
            return new UsageLedger.Verdict(decisions.entry(question, id, verdict.get()), List.of());
        });
        return verdict.get();
    }

    private Verdict decide(
            Optional<Agreement> current,
            CompiledPolicy policy,
            Case question,
            List<Credential> shown,
            FirstUse firstUse,
            Uses uses) {
        if (current.isEmpty() || current.get().state() != AgreementState.ACTIVE) {
            return decisions.deny(
                    "agreement-not-active",
                    "active",
                    current.flatMap(Agreement::endReason).orElse(""));
        }
        Optional<Instant> agreedAt = Optional.of(current.get().signedAt());
        Facts facts = new Facts(
                Optional.of(current.get().state()),
                agreedAt,
                firstUse,
                uses,
                shown,
                Map.of(),
                Optional.empty(),
                Optional.of(0L), // Our own data: it has passed through nobody before us.
                Optional.empty());
        return decisions.decide(question, current.get(), policy, facts);
    }

    private static Uses less(Uses uses, long inProgress) {
        return (rule, window) -> uses.count(rule, window).map(count -> Math.max(0, count - inProgress));
    }
}
