// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;

/** A comparison as the machine interface of {@code sluis policy compare} writes it. */
public final class ComparisonAnswer {

    private ComparisonAnswer() {}

    /**
     * An object with {@code relation}, where policies differ a {@code counterExample} with request and facts as cases have them,
     * for incomparable ones a second in the other direction, and a {@code reason} where the cases do not say it all.
     */
    public static String write(PolicyComparison comparison) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("relation", comparison.relation().word());
        List<CounterExample> examples = comparison.counterExamples();
        if (!examples.isEmpty()) {
            answer.set("counterExample", write(examples.get(0)));
        }
        if (examples.size() > 1) {
            answer.set("otherCounterExample", write(examples.get(1)));
        }
        if (!comparison.reason().isEmpty()) {
            answer.put("reason", comparison.reason());
        }
        return answer.toString();
    }

    private static ObjectNode write(CounterExample example) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", "counter-example").put("allowedBy", example.allowedByFirst() ? "first" : "second");
        json.putRawValue("request", new RawValue(example.request()));
        json.putRawValue("facts", new RawValue(example.facts()));
        example.agreement()
                .ifPresent(parties -> json.putObject("asAgreement")
                        .put("target", parties.target())
                        .put("assigner", parties.assigner())
                        .put("assignee", parties.assignee()));
        return json;
    }
}
