// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
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
import org.sluis.policies.decision.TimeBoundaries;
import org.sluis.policies.odrl.AgreedPolicy;
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
    private final Clock clock;

    AgreementDecisions(
            FrozenAgreements frozen, UsageLedger ledger, PolicyDecisions decisions, AgreementSeals seals, Clock clock) {
        this.frozen = frozen;
        this.ledger = ledger;
        this.decisions = decisions;
        this.seals = seals;
        this.clock = clock;
    }

    /** Whether a participant may start a transfer now. The decision is durable when this returns. */
    Verdict transfer(ContractAgreement concluded, String party) throws RecordUnavailableException {
        Case about = new Case(Moment.TRANSFER, Optional.ofNullable(party), Optional.empty());
        Verdict verdict = decide(concluded, about, 0, new AtomicReference<>());
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
    Running running(ContractAgreement concluded) throws RecordUnavailableException {
        Optional<String> party = Optional.of(concluded.getConsumerId());
        Case question = new Case(Moment.TRANSFER, party, Optional.empty());
        Optional<Agreement> agreement = frozen.of(concluded);
        AtomicReference<FirstUse> firstUse = new AtomicReference<>(FirstUse.unknown());
        Case about = new Case(Moment.RUNNING, party, Optional.of("a running transfer"));
        Verdict granted = decide(concluded, question, 1, firstUse);
        Verdict verdict = agreement
                .filter(known -> granted.allows())
                .flatMap(known -> usedUp(about, known, firstUse.get()))
                .orElse(granted);
        if (!verdict.allows()) {
            decisions.record(about, Optional.of(concluded.getAgreementId()), verdict);
        }
        Optional<CompiledPolicy> policy = agreement.flatMap(frozen::policy);
        boolean onCredentials =
                policy.filter(known -> !known.credentialTypes().isEmpty()).isPresent();
        return new Running(verdict, agreement.flatMap(known -> next(known, firstUse.get())), onCredentials);
    }

    private Optional<Verdict> usedUp(Case about, Agreement agreement, FirstUse firstUse) {
        Facts known = facts(agreement, firstUse, Uses.unknown(), List.of());
        return AgreedPolicy.read(agreement.canonical())
                .flatMap(agreed -> frozen.policy(agreement)
                        .map(policy -> decisions
                                .decide(about, agreement, policy, known)
                                .decision())
                        .flatMap(decision -> UsedUp.of(decision, agreed.policy())))
                .map(denial -> new Verdict(denial, Optional.of(agreement.dataset()), Optional.of(agreement.sha256())));
    }

    /**
     * A verdict on what runs.
     *
     * @param next from when on time alone can change it
     * @param onCredentials whether the policy looks at credentials
     */
    record Running(Verdict verdict, Optional<Instant> next, boolean onCredentials) {}

    private Optional<Instant> next(Agreement agreement, FirstUse firstUse) {
        return AgreedPolicy.read(agreement.canonical())
                .map(agreed ->
                        TimeBoundaries.of(agreed.policy(), facts(agreement, firstUse, Uses.unknown(), List.of())))
                .flatMap(boundaries -> boundaries.after(clock.instant()));
    }

    private Verdict decide(
            ContractAgreement concluded, Case question, long inProgress, AtomicReference<FirstUse> observedFirstUse)
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
            observedFirstUse.set(firstUse);
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
        return decisions.decide(question, current.get(), policy, facts(current.get(), firstUse, uses, shown));
    }

    private static Facts facts(Agreement agreement, FirstUse firstUse, Uses uses, List<Credential> shown) {
        return new Facts(
                Optional.of(agreement.state()),
                Optional.of(agreement.signedAt()),
                firstUse,
                uses,
                shown,
                Map.of(),
                Optional.empty(),
                Optional.of(0L), // Our own data: it has passed through nobody before us.
                Optional.empty());
    }

    private static Uses less(Uses uses, long inProgress) {
        return (rule, window) -> uses.count(rule, window).map(count -> Math.max(0, count - inProgress));
    }
}
