// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.Optional;
import org.sluis.policies.decision.CounterExample.Parties;
import org.sluis.policies.odrl.CanonicalForm;
import org.sluis.policies.odrl.Policy;

/** Puts a case that was found before the machine interface: only what that confirms is said. */
record Confirmation(Policy allowing, Policy denying, boolean asAgreements) {

    /**
     * The case as the machine interface reads it.
     *
     * @throws TooLargeException if both policies decide alike there, for instance because its time has no four-digit year
     */
    CounterExample confirm(Situation situation, boolean allowedByFirst) {
        if (differs(situation, allowing, denying)) {
            return example(situation, allowedByFirst, Optional.empty());
        }
        Parties parties = new Parties(
                situation.target.orElse(""),
                allowing.assigner().or(denying::assigner).orElse(Dimensions.SOMEBODY),
                situation.party.orElse(""));
        if (asAgreements && differs(situation, parties.conclude(allowing), parties.conclude(denying))) {
            return example(situation, allowedByFirst, Optional.of(parties));
        }
        throw new TooLargeException("they differ where no case can be written down");
    }

    private static CounterExample example(Situation situation, boolean allowedByFirst, Optional<Parties> agreement) {
        return new CounterExample(
                situation.requestJson().toString(), situation.factsJson().toString(), allowedByFirst, agreement);
    }

    private static boolean differs(Situation situation, Policy allowing, Policy denying) {
        return decides(situation, allowing, Decision.Outcome.ALLOW)
                && decides(situation, denying, Decision.Outcome.DENY);
    }

    private static boolean decides(Situation situation, Policy policy, Decision.Outcome outcome) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.putRawValue("policy", new RawValue(CanonicalForm.of(policy).json()));
        line.set("request", situation.requestJson());
        line.set("facts", situation.factsJson());
        try {
            return DecisionCases.decide(line.toString()).contains("\"decision\":\"" + Words.lower(outcome) + "\"");
        } catch (UnreadableCaseException e) {
            return false;
        }
    }
}
