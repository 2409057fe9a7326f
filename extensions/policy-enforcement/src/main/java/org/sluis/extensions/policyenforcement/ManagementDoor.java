// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.sluis.extensions.policyenforcement.StrictJson.RefusedException;
import org.sluis.policies.odrl.Problem;

/** The management API: policy definitions and contract requests carry a policy. Refusals have the form of EDC's error details. */
final class ManagementDoor implements Door {

    private static final EmbeddedPolicies POLICIES =
            new EmbeddedPolicies(MessageNames.EDC, Set.of(MessageNames.EDC + "policy", MessageNames.EDC + "offer"));

    @Override
    public JsonNode admit(String path, JsonNode body) throws RefusedException {
        boolean definition = path.contains("policydefinitions");
        if (!definition && !path.contains("contractnegotiations")) {
            return body;
        }
        // Our own definitions always name the profile; a request names it if the offer that it repeats does.
        JsonNode read = POLICIES.read(body, definition);
        // Version 4 checks the compact form against a JSON schema, so it gets what was sent.
        return path.startsWith("v4") || path.startsWith("/v4") ? body : read;
    }

    @Override
    public boolean admitsNoBody() {
        return true;
    }

    @Override
    public Response refuse(int status, String path, JsonNode body, List<Problem> problems) {
        boolean ours = path.startsWith("sluis/") || path.startsWith("/sluis/");
        return Response.status(status)
                .type(ours ? "application/problem+json" : MediaType.APPLICATION_JSON)
                .entity((ours ? problem(status, problems) : details(problems)).toString())
                .build();
    }

    /** The form of EDC's management API. */
    private static JsonNode details(List<Problem> problems) {
        ArrayNode details = JsonNodeFactory.instance.arrayNode();
        for (Problem problem : problems) {
            ObjectNode detail = details.addObject();
            detail.put("message", problem.message());
            detail.put("type", "ValidationFailure");
            detail.put("path", problem.pointer());
            detail.putNull("invalidValue");
            detail.put("code", problem.code());
        }
        return details;
    }

    /** The form of our own verbs (RFC 9457). */
    private static JsonNode problem(int status, List<Problem> problems) {
        Problem first = problems.get(0);
        ObjectNode problem = JsonNodeFactory.instance.objectNode();
        problem.put("type", "about:blank");
        problem.put("title", "Not readable");
        problem.put("status", status);
        problem.put("detail", (first.pointer().isEmpty() ? "" : first.pointer() + ": ") + first.message());
        return problem;
    }
}
