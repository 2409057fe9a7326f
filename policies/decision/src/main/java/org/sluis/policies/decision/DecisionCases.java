// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.odrl.Term;

/** The machine interface of {@code sluis policy decide}: one JSON object in, one out. */
public final class DecisionCases {

    private DecisionCases() {}

    /**
     * Decides one case.
     *
     * @param line an object with {@code id}, {@code policy}, {@code request} and {@code facts}
     * @return an object with {@code id}, {@code decision}, {@code rules}, {@code reasons} and {@code duties}; no line break
     * @throws UnreadableCaseException if the line is not such an object
     */
    public static String decide(String line) throws UnreadableCaseException {
        CaseLine parts = CaseLine.of(line);
        Reading reading = PolicyReader.read(parts.policy());
        if (reading instanceof Reading.Refused refused) {
            return write(parts.id(), Decider.invalid(refused.problems()), Map.of());
        }
        Reading.Valid valid = (Reading.Valid) reading;
        List<Reason> faults = new ArrayList<>();
        Request request = CaseRequest.read(parts.request(), faults);
        Facts facts = CaseFacts.read(parts.facts(), faults);
        Decision decision = faults.isEmpty()
                ? Decider.decide(CompiledPolicy.of(valid.policy()), request, facts)
                : Decider.malformed(faults);
        return write(parts.id(), decision, valid.pointers());
    }

    private static String write(JsonNode id, Decision decision, Map<String, String> pointers) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.set("id", id);
        out.put("decision", Words.lower(decision.outcome()));
        ArrayNode rules = out.putArray("rules");
        decision.rules().forEach(rules::add);
        ArrayNode reasons = out.putArray("reasons");
        decision.reasons().forEach(reason -> reasons.add(write(reason, pointers)));
        ArrayNode duties = out.putArray("duties");
        decision.duties().forEach(duty -> duties.add(Term.prefixed(duty)));
        return out.toString();
    }

    /** Pointers lead into the policy as its author wrote it. */
    private static ObjectNode write(Reason reason, Map<String, String> pointers) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("pointer", pointers.getOrDefault(reason.pointer(), reason.pointer()))
                .put("code", reason.code())
                .put("leftOperand", reason.leftOperand())
                .put("operator", reason.operator())
                .put("wanted", reason.wanted())
                .put("observed", reason.observed());
    }
}
