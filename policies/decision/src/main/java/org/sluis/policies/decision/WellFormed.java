// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.odrl.Action;
import org.sluis.policies.odrl.RightOperandForm;

/** Checks the values of a request and its facts; what is malformed or unknown denies. */
final class WellFormed {

    private static final Set<String> DUTY_STATES = Set.of("fulfilled", "active", CompiledDuty.VIOLATED);

    private WellFormed() {}

    /** Adds what is wrong; gives the requested action where the profile knows it. */
    static Optional<Action> check(Request request, Facts facts, List<Reason> faults) {
        Optional<Action> action = Action.of(request.action());
        if (action.isEmpty() || !action.get().isRequestable()) {
            faults.add(fault("/request/action", "an action of the profile", request.action()));
        }
        checkText("/request/target", request.target(), faults);
        checkText("/request/party", request.party(), faults);
        checkText("/request/purpose", request.purpose(), faults);
        checkText("/facts/disclosure", facts.disclosure(), faults);
        checkForm("/request/application", RightOperandForm.THUMBPRINT, request.application(), faults);
        checkForm("/request/country", RightOperandForm.COUNTRY, request.country(), faults);
        if (facts.hops().isPresent() && facts.hops().get() < 0) {
            faults.add(fault("/facts/hops", "zero or more", facts.hops().get().toString()));
        }
        if (!facts.duties().isEmpty()) {
            checkDuties(facts.duties(), faults);
        }
        return action;
    }

    private static void checkDuties(Map<String, String> duties, List<Reason> faults) {
        duties.forEach((duty, state) -> {
            if (Action.of(duty).filter(Action::isObligation).isEmpty()) {
                faults.add(fault("/facts/duties", "a duty of the profile", duty));
            } else if (!DUTY_STATES.contains(state)) {
                faults.add(fault("/facts/duties", "fulfilled, active or violated", state));
            }
        });
    }

    private static void checkText(String pointer, Optional<String> text, List<Reason> faults) {
        if (text.isPresent() && text.get().isBlank()) {
            faults.add(fault(pointer, "a text", text.get()));
        }
    }

    private static void checkForm(String pointer, RightOperandForm form, Optional<String> text, List<Reason> faults) {
        if (text.isPresent() && !form.accepts(text.get())) {
            faults.add(fault(pointer, form.description(), text.get()));
        }
    }

    /** A fault in the machine interface's words. */
    static Reason fault(String pointer, String wanted, String observed) {
        return new Reason(pointer, Code.MALFORMED, "", "", wanted, observed);
    }
}
