// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.policy.model.PolicyType;
import org.eclipse.edc.transform.spi.TransformerContext;
import org.eclipse.edc.transform.spi.TypeTransformer;
import org.sluis.extensions.policyenforcement.StrictJson.RefusedException;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.odrl.Term;

/**
 * Makes EDC's policy object from expanded JSON-LD by way of our reader, whichever door the policy came through. Stock EDC drops
 * what it does not know, takes any one of {@code and} and {@code or}, and turns references into text.
 */
final class StrictPolicyTransformer implements TypeTransformer<JsonObject, Policy> {

    private static final String TYPE = "@type";

    @Override
    public Class<JsonObject> getInputType() {
        return JsonObject.class;
    }

    @Override
    public Class<Policy> getOutputType() {
        return Policy.class;
    }

    @Override
    public Policy transform(JsonObject expanded, TransformerContext context) {
        Object asked = context.consumeData(Policy.class, TYPE);
        Reading reading = read(expanded);
        if (reading instanceof Reading.Refused refused) {
            refused.problems().forEach(problem -> context.reportProblem(problem.pointer() + ": " + problem.message()));
            return null;
        }
        var policy = ((Reading.Valid) reading).policy();
        PolicyType type = asked instanceof PolicyType known ? known : EdcPolicies.type(policy.kind());
        if (type == PolicyType.CONTRACT
                && (policy.assigner().isEmpty() || policy.assignee().isEmpty())) {
            context.reportProblem("an agreement names its assigner and its assignee");
            return null;
        }
        return EdcPolicies.of(policy, type, expanded.containsKey(Term.ODRL + "profile"));
    }

    private static Reading read(JsonObject expanded) {
        try {
            return PolicyReader.read(plain(StrictJson.read(expanded.toString().getBytes(StandardCharsets.UTF_8))));
        } catch (RefusedException e) {
            return new Reading.Refused(e.problems());
        } catch (RuntimeException | StackOverflowError e) {
            return new Reading.Refused(List.of(new Problem("", "unreadable", "This policy could not be read.")));
        }
    }

    /** Takes off the wrapping that JSON-LD expansion put on; depth is bounded by the strict parser. */
    private static JsonNode plain(JsonNode node) {
        if (node instanceof ArrayNode array) {
            if (array.size() == 1) {
                return plain(array.get(0));
            }
            ArrayNode plain = array.arrayNode();
            array.forEach(member -> plain.add(plain(member)));
            return plain;
        }
        if (node instanceof ObjectNode object) {
            if (object.size() == 1 && object.path("@value").isTextual()) {
                return object.get("@value");
            }
            ObjectNode plain = object.objectNode();
            object.properties().forEach(entry -> plain.set(entry.getKey(), plain(entry.getValue())));
            return plain;
        }
        return node;
    }
}
