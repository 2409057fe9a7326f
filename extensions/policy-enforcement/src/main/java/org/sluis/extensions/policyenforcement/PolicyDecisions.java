// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sluis.policies.decision.CompiledPolicy;
import org.sluis.policies.decision.Decider;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.decision.Facts;
import org.sluis.policies.decision.Facts.Credential;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.decision.Request;
import org.sluis.policies.odrl.CanonicalForm;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.odrl.Term;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.DecisionIds;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.Evidence;
import org.sluis.policies.usage.MessageUnderway;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;

/** Decides whether a participant may use data, and records the decision before anyone acts on it. */
final class PolicyDecisions {

    private static final String USE = Term.ODRL + "use";
    private static final int MOST_REASONS = 50;

    private final Decisions decisions;
    private final Partners partners;
    private final PartyCredentials credentials;
    private final Clock clock;

    PolicyDecisions(Decisions decisions, Partners partners, PartyCredentials credentials, Clock clock) {
        this.decisions = decisions;
        this.partners = partners;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** What is being decided, apart from the policy. */
    record Case(Moment moment, Optional<String> party, Optional<String> subject) {}

    /**
     * A decision with what its record says about the policy and the credentials it looked at.
     *
     * @param policy to be kept with the record; empty for an agreement's, which is kept already
     */
    record Verdict(
            Decision decision,
            Optional<String> dataset,
            Optional<String> policySha256,
            List<Evidence> evidence,
            Optional<CanonicalForm> policy) {
        Verdict(Decision decision, Optional<String> dataset, Optional<String> policySha256, List<Evidence> evidence) {
            this(decision, dataset, policySha256, evidence, Optional.empty());
        }

        Verdict(Decision decision, Optional<String> dataset, CanonicalForm policy, List<Evidence> evidence) {
            this(decision, dataset, Optional.of(policy.sha256()), evidence, Optional.of(policy));
        }

        Verdict(Decision decision, Optional<String> dataset, Optional<String> policySha256) {
            this(decision, dataset, policySha256, List.of());
        }

        boolean allows() {
            return decision.allows();
        }
    }

    /** Decides on a policy as EDC holds it, before there is an agreement. Throws nothing: what cannot be read is invalid. */
    Verdict decide(Case about, org.eclipse.edc.policy.model.Policy policy) {
        return decide(about, ReadPolicy.of(policy), compiled -> shown(about, compiled));
    }

    /**
     * Decides on a policy before there is an agreement. Throws nothing.
     *
     * @param credentials those of the asking party that a policy looks at
     */
    Verdict decide(Case about, ReadPolicy policy, Function<CompiledPolicy, List<Credential>> credentials) {
        if (policy instanceof ReadPolicy.Valid valid) {
            return decide(about, valid, credentials);
        }
        ReadPolicy.Invalid invalid = (ReadPolicy.Invalid) policy;
        return new Verdict(
                Decider.invalid(invalid.problems()),
                Optional.ofNullable(invalid.written().getTarget()),
                Optional.empty());
    }

    static Reading read(org.eclipse.edc.policy.model.Policy policy) {
        try {
            return PolicyReader.read(EdcPolicyJson.of(policy));
        } catch (RuntimeException | StackOverflowError e) {
            return new Reading.Refused(List.of(new Problem("", "unreadable", "This policy cannot be read.")));
        }
    }

    private Verdict decide(
            Case about, ReadPolicy.Valid valid, Function<CompiledPolicy, List<Credential>> credentialsFor) {
        Optional<String> target = valid.policy().target();
        List<Credential> shown;
        try {
            shown = credentialsFor.apply(valid.compiled());
        } catch (RuntimeException e) {
            return new Verdict(unreadable(e), target, valid.canonical(), List.of());
        }
        Decision decision = Decider.decide(valid.compiled(), request(about, target), beforeAgreement(shown));
        return new Verdict(decision, target, valid.canonical(), Evidence.of(shown));
    }

    // Counters and uses belong to an agreement, and our own data has passed through nobody before us.
    private static Facts beforeAgreement(List<Credential> shown) {
        return new Facts(
                Optional.empty(),
                Optional.empty(),
                FirstUse.never(),
                (rule, window) -> Optional.of(0L),
                shown,
                Map.of(),
                Optional.empty(),
                Optional.of(0L),
                Optional.empty());
    }

    /**
     * The asking party's credentials that a policy looks at.
     *
     * @throws RuntimeException if they cannot be known; the caller must deny
     */
    List<Credential> shown(Case about, CompiledPolicy policy) {
        return about.party()
                .map(party -> credentials.current(party, policy.credentialTypes()))
                .orElse(List.of());
    }

    /** Decides on an agreement, by its frozen bytes. */
    Verdict decide(Case about, Agreement agreement, CompiledPolicy policy, Facts facts) {
        Decision decision = Decider.decide(policy, request(about, Optional.of(agreement.dataset())), facts);
        return new Verdict(
                decision,
                Optional.of(agreement.dataset()),
                Optional.of(agreement.sha256()),
                Evidence.of(facts.credentials()));
    }

    /** A denial for a cause outside the policy. */
    Verdict deny(String code, String wanted, String observed) {
        return new Verdict(denial(code, wanted, observed), Optional.empty(), Optional.empty());
    }

    /** The denial of a policy on credentials while they cannot be read. */
    static Decision unreadable(RuntimeException failure) {
        return denial("credentials-unreadable", "", failure.getClass().getSimpleName());
    }

    private static Decision denial(String code, String wanted, String observed) {
        return new Decision(
                Decision.Outcome.DENY,
                List.of(),
                List.of(new Reason("", code, "", "", wanted, observed)),
                List.of(),
                List.of(),
                Decider.EVALUATOR);
    }

    private Request request(Case about, Optional<String> target) {
        Optional<String> country = about.party().flatMap(partners::byId).flatMap(Partner::country);
        return new Request(
                about.moment(),
                USE,
                target,
                about.party(),
                Optional.empty(),
                Optional.empty(),
                country,
                clock.instant());
    }

    /**
     * Returns once the verdict is durable.
     *
     * @throws RecordUnavailableException if it is not; the caller must deny
     */
    void record(Case about, Optional<String> agreement, Verdict verdict) throws RecordUnavailableException {
        if (verdict.policy().isPresent()) {
            CanonicalForm policy = verdict.policy().get();
            decisions.keepPolicy(policy.sha256(), policy.bytes());
        }
        decisions.append(entry(about, agreement, verdict));
        if (!verdict.allows()) {
            MessageUnderway.denied();
        }
    }

    /** The record's entry for a verdict. */
    DecisionRecord entry(Case about, Optional<String> agreement, Verdict verdict) {
        var now = clock.instant();
        return new DecisionRecord(
                DecisionIds.at(now),
                now,
                about.moment(),
                verdict.allows(),
                about.party(),
                agreement,
                verdict.dataset(),
                Optional.of(USE),
                Optional.empty(),
                verdict.policySha256(),
                about.subject(),
                verdict.decision().reasons().stream().limit(MOST_REASONS).toList(),
                verdict.decision().evaluator(),
                verdict.evidence());
    }

    /** The reasons in one line, for the participant that asked. */
    static String text(Decision decision) {
        List<String> reasons = decision.reasons().stream()
                .limit(MOST_REASONS)
                .map(PolicyDecisions::text)
                .toList();
        return "denied by policy: " + (reasons.isEmpty() ? "no permission" : String.join("; ", reasons));
    }

    private static String text(Reason reason) {
        String wanted = reason.wanted().isEmpty() ? "" : " wanted " + reason.wanted();
        String observed = reason.observed().isEmpty() ? "" : ", observed " + reason.observed();
        String what = reason.leftOperand().isEmpty() ? "" : " " + reason.leftOperand() + " " + reason.operator();
        return (reason.code() + what + wanted + observed + " " + reason.pointer()).strip();
    }
}
