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

/** DSP 2025-1: negotiation messages carry offers and agreements. Refusals have the form of DSP's error messages. */
final class ProtocolDoor implements Door {

    private static final String CONTEXT = MessageNames.DSP + "context.jsonld";
    private static final int LONGEST_ID = 255;
    private static final EmbeddedPolicies POLICIES =
            new EmbeddedPolicies(MessageNames.DSP, Set.of(MessageNames.DSP + "offer", MessageNames.DSP + "agreement"));

    private final RefusedBodies refusedBodies;

    ProtocolDoor(RefusedBodies refusedBodies) {
        this.refusedBodies = refusedBodies;
    }

    @Override
    public JsonNode admit(String path, JsonNode body) throws RefusedException {
        if (!isNegotiation(path)) {
            return body;
        }
        return POLICIES.read(body, false);
    }

    @Override
    public boolean admitsNoBody() {
        return false;
    }

    @Override
    public Response refuse(int status, String path, JsonNode body, List<Problem> problems) {
        refusedBodies.record(path, problems);
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.putArray("@context").add(CONTEXT);
        error.put("@type", type(path));
        copyId(body, "providerPid", error);
        copyId(body, "consumerPid", error);
        error.put("code", String.valueOf(status));
        ArrayNode reasons = error.putArray("reason");
        problems.forEach(problem ->
                reasons.add((problem.pointer().isEmpty() ? "" : problem.pointer() + ": ") + problem.message()));
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(error.toString())
                .build();
    }

    private static void copyId(JsonNode body, String name, ObjectNode error) {
        String id = body.path(name).asText("");
        if (!id.isEmpty() && id.length() <= LONGEST_ID) {
            error.put(name, id);
        }
    }

    private static boolean isNegotiation(String path) {
        return path.contains("negotiations");
    }

    private static String type(String path) {
        if (isNegotiation(path)) {
            return "ContractNegotiationError";
        }
        return path.contains("transfers") ? "TransferError" : "CatalogError";
    }
}
