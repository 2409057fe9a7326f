// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.function.Function;
import org.eclipse.edc.policy.engine.spi.PolicyContext;
import org.eclipse.edc.policy.engine.spi.PolicyValidatorRule;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.monitor.Monitor;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/**
 * Stands before EDC's own evaluation in one policy context. EDC's evaluation still runs after it and finds nothing to object to:
 * it knows none of our operands, so it drops them.
 */
final class DecidingValidator<C extends PolicyContext> implements PolicyValidatorRule<C> {

    private final Question<C> question;
    private final Function<Decision, String> wording;
    private final Monitor monitor;

    /** Decides, makes the decision durable, and then says whether it allows. */
    @FunctionalInterface
    interface Question<C> {
        PolicyDecisions.Verdict decide(Policy policy, C context) throws RecordUnavailableException;
    }

    /**
     * Asks one question of every policy in a context.
     *
     * @param wording what the asking participant is told of a denial
     */
    DecidingValidator(Question<C> question, Function<Decision, String> wording, Monitor monitor) {
        this.question = question;
        this.wording = wording;
        this.monitor = monitor;
    }

    @Override
    public Boolean apply(Policy policy, C context) {
        try {
            PolicyDecisions.Verdict verdict = question.decide(policy, context);
            if (!verdict.allows()) {
                context.reportProblem(wording.apply(verdict.decision()));
            }
            return verdict.allows();
        } catch (RecordUnavailableException e) {
            monitor.severe("A decision could not be recorded, so the request is denied", e);
            context.reportProblem("decisions cannot be recorded at this moment; ask again later");
            return false;
        } catch (Throwable e) {
            // INVARIANT: what cannot be decided is denied, whatever went wrong
            monitor.severe("A policy could not be decided, so the request is denied", e);
            context.reportProblem("this request could not be decided");
            return false;
        }
    }

    @Override
    public String name() {
        return "Sluis policy decision";
    }
}
