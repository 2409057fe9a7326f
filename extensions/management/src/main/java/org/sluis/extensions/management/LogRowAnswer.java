// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.sluis.extensions.policylog.projection.LogRow;

/** A row of the log as it is answered. */
final class LogRowAnswer {

    private LogRowAnswer() {}

    static ObjectNode json(LogRow row, PartnerNames partners) {
        var json = Answers.JSON
                .createObjectNode()
                .put("index", row.index())
                .put("leaf", row.leaf().base64())
                .put("at", row.at().toString())
                .put("type", row.type());
        row.outcome().ifPresent(value -> json.put("outcome", value));
        row.peer().ifPresent(did -> json.put("party", did).put("partner", partners.of(did)));
        row.agreement().ifPresent(value -> json.put("agreement", value));
        row.dataset().ifPresent(value -> json.put("dataset", value));
        row.actor().ifPresent(value -> json.put("principal", value));
        row.payload().map(LogRowAnswer::read).ifPresent(payload -> {
            for (var member : Set.of("moment", "action", "purpose", "subject")) {
                if (payload.has(member)) {
                    json.set(member, payload.get(member));
                }
            }
            json.set("reasons", reasons(payload.path("reasons")));
            json.set("payload", payload);
        });
        return json;
    }

    private static JsonNode read(String payload) {
        try {
            return Answers.JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a payload of the policy log is not JSON", e);
        }
    }

    /** As all answers of this listener spell reasons. */
    private static ArrayNode reasons(JsonNode logged) {
        var reasons = Answers.JSON.createArrayNode();
        logged.forEach(reason -> reasons.addObject()
                .put("pointer", reason.path("rule").asText())
                .put("code", reason.path("code").asText())
                .put("leftOperand", reason.path("leftOperand").asText())
                .put("operator", reason.path("operator").asText())
                .put("wanted", reason.path("wanted").asText())
                .put("observed", reason.path("observed").asText()));
        return reasons;
    }
}
