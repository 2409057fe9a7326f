// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.List;
import org.eclipse.edc.policy.model.Policy;
import org.sluis.policies.decision.CompiledPolicy;
import org.sluis.policies.odrl.CanonicalForm;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.odrl.Reading;

/** A policy as EDC holds it, read once for many decisions. */
sealed interface ReadPolicy {

    /** It can be decided on. */
    record Valid(org.sluis.policies.odrl.Policy policy, CompiledPolicy compiled, CanonicalForm canonical)
            implements ReadPolicy {}

    /** It is no policy of the profile, and allows nothing. */
    record Invalid(Policy written, List<Problem> problems) implements ReadPolicy {}

    static ReadPolicy of(Policy policy) {
        Reading reading = PolicyDecisions.read(policy);
        if (reading instanceof Reading.Valid valid) {
            return new Valid(valid.policy(), CompiledPolicy.of(valid.policy()), CanonicalForm.of(valid.policy()));
        }
        return new Invalid(policy, reading instanceof Reading.Refused refused ? refused.problems() : List.of());
    }
}
