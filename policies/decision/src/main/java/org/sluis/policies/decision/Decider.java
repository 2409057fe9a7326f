// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sluis.policies.decision.Decision.Outcome;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.odrl.Action;
import org.sluis.policies.odrl.Problem;

/**
 * Decides. The same policy, request and facts always give the same decision, and everything that is unknown denies.
 *
 * <p>INVARIANT: there is one way to allow, at the end, when nothing before it denied.
 */
public final class Decider {

    /** Version of the semantics, kept with every decision. */
    public static final String EVALUATOR = "sluis-policy/1";

    private static final Set<Moment> UNDER_AGREEMENT =
            EnumSet.of(Moment.LEASE, Moment.RELEASE, Moment.RUNNING, Moment.USE);
    private static final Set<Moment> COUNTED = EnumSet.of(Moment.LEASE, Moment.RELEASE, Moment.USE);

    private Decider() {}

    /** Answers one request. */
    public static Decision decide(CompiledPolicy policy, Request request, Facts facts) {
        List<Reason> faults = new ArrayList<>(0);
        Optional<Action> action = WellFormed.check(request, facts, faults);
        if (action.isEmpty() || !faults.isEmpty()) {
            return deny(List.of(), faults);
        }
        checkStanding(policy, request, facts, faults);
        if (!faults.isEmpty()) {
            return deny(List.of(), faults);
        }
        Decision refusal = refuse(policy, action.get(), request, facts);
        return refusal != null ? refusal : permit(policy, action.get(), request, facts);
    }

    /** The answer to every request on a policy that the reader refused. */
    public static Decision invalid(List<Problem> problems) {
        List<Reason> reasons = problems.stream()
                .map(problem -> new Reason(problem.pointer(), problem.code(), "", "", problem.message(), ""))
                .toList();
        return new Decision(Outcome.INVALID, List.of(), reasons, List.of(), List.of(), EVALUATOR);
    }

    /** The answer to a request that cannot be understood. */
    static Decision malformed(List<Reason> faults) {
        return deny(List.of(), faults);
    }

    /** Rule 2: whether this policy is in force for this request at all. */
    private static void checkStanding(CompiledPolicy policy, Request request, Facts facts, List<Reason> faults) {
        if (UNDER_AGREEMENT.contains(request.moment())) {
            if (facts.agreement().isEmpty() || facts.agreement().get() != AgreementState.ACTIVE) {
                String state =
                        facts.agreement().map(known -> Words.lower(known)).orElse("");
                faults.add(new Reason("", Code.AGREEMENT_NOT_ACTIVE, "", "", "active", state));
                return;
            }
            if (!policy.isCompleteAgreement()) {
                String wanted = "an odrl:Agreement with target, assigner and assignee";
                faults.add(new Reason("", Code.NOT_AN_AGREEMENT, "", "", wanted, ""));
                return;
            }
        }
        if (!policy.concernsTarget(request.target())) {
            faults.add(differs("/target", Code.TARGET_DIFFERS, policy.target(), request.target()));
        }
        if (!policy.concernsParty(request.party())) {
            faults.add(differs("/assignee", Code.PARTY_DIFFERS, policy.assignee(), request.party()));
        }
    }

    private static Reason differs(String pointer, String code, Optional<String> wanted, Optional<String> observed) {
        return new Reason(pointer, code, "", "", wanted.orElse(""), observed.orElse(""));
    }

    /** Violated obligations and active prohibitions; null where there is none, as on most requests. */
    private static Decision refuse(CompiledPolicy policy, Action action, Request request, Facts facts) {
        List<String> rules = null;
        List<Reason> reasons = null;
        for (CompiledDuty obligation : policy.obligations()) {
            if (obligation.isViolated(facts)) {
                rules = rules == null ? new ArrayList<>() : rules;
                reasons = reasons == null ? new ArrayList<>() : reasons;
                rules.add(obligation.pointer().substring(1));
                reasons.add(violated(obligation, Code.OBLIGATION_VIOLATED));
            }
        }
        for (CompiledRule prohibition : policy.prohibitions()) {
            if (prohibition.action().includes(action) && prohibition.cannotFail(request, facts)) {
                rules = rules == null ? new ArrayList<>() : rules;
                reasons = reasons == null ? new ArrayList<>() : reasons;
                rules.add(prohibition.name());
                reasons.add(new Reason(prohibition.pointer(), Code.PROHIBITED, "", "", "", action.prefixed()));
            }
        }
        return rules == null ? null : deny(rules, reasons);
    }

    /** Rules 3, 6 and 8: one active permission is enough; one without a count comes before one that is charged. */
    private static Decision permit(CompiledPolicy policy, Action action, Request request, Facts facts) {
        CompiledRule chosen = null;
        for (CompiledRule permission : policy.permissions()) {
            if ((chosen == null || permission.charges().isEmpty()) && isActive(permission, action, request, facts)) {
                chosen = permission;
                if (chosen.charges().isEmpty()) {
                    break;
                }
            }
        }
        return chosen == null
                ? deny(List.of(), Denial.reasons(policy, action, request, facts))
                : allow(policy, chosen, request.moment());
    }

    private static boolean isActive(CompiledRule permission, Action action, Request request, Facts facts) {
        if (!permission.action().includes(action)) {
            return false;
        }
        for (CompiledDuty duty : permission.duties()) {
            if (duty.isViolated(facts)) {
                return false;
            }
        }
        return permission.mayHold(request, facts);
    }

    private static Decision allow(CompiledPolicy policy, CompiledRule permission, Moment moment) {
        List<String> duties =
                permission.duties().isEmpty() && policy.obligations().isEmpty()
                        ? List.of()
                        : Stream.concat(permission.duties().stream(), policy.obligations().stream())
                                .map(CompiledDuty::action)
                                .distinct()
                                .sorted()
                                .toList();
        List<Charge> charges = COUNTED.contains(moment) ? permission.charges() : List.of();
        return new Decision(Outcome.ALLOW, List.of(permission.name()), List.of(), duties, charges, EVALUATOR);
    }

    private static Decision deny(List<String> rules, List<Reason> reasons) {
        return new Decision(Outcome.DENY, List.copyOf(rules), List.copyOf(reasons), List.of(), List.of(), EVALUATOR);
    }

    static Reason violated(CompiledDuty duty, String code) {
        return new Reason(duty.pointer(), code, "", "", "", CompiledDuty.VIOLATED);
    }
}
