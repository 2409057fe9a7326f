// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.sluis.connector.cli.DemoReport.Observation;

/** How the firms of the demo ask each other, and what they make of the answers. */
final class DemoAsks {

    /** All that the connector allows: the machine may be busy. */
    private static final int MOST_SECONDS = 140;

    private static final int DENIED = 403;

    private DemoAsks() {}

    /** The datasets that a firm sees at a partner. */
    static List<String> find(DemoFirm asker, DemoFirm partner) {
        var catalog = asker.connector().post("/catalog", Json.object().put("partner", partner.name()));
        return catalog.path("datasets").findValuesAsText("id").stream()
                .filter(id -> id.startsWith("urn:sluis:"))
                .sorted()
                .toList();
    }

    /** The agreement that a firm and a partner come to. */
    static JsonNode agree(DemoFirm asker, DemoFirm partner, String dataset) {
        return asker.connector()
                .post(
                        "/agreements",
                        Json.object()
                                .put("partner", partner.name())
                                .put("dataset", dataset)
                                .put("wait", MOST_SECONDS));
    }

    /** The data that a firm gets under its agreement. */
    static JsonNode get(DemoFirm asker, JsonNode agreement, String purpose) {
        return asker.connector().get(path(agreement), Map.of("purpose", purpose));
    }

    /** Asks, and tells whether it was allowed; a denial must name the cause. Anything else is a failure. */
    static Observation ask(DemoFirm asker, JsonNode agreement, String purpose, String cause) {
        return ask(asker, agreement, Map.of("purpose", purpose), cause);
    }

    /** As the other, for the versions after that one, which do not come. */
    static Observation follow(DemoFirm asker, JsonNode agreement, String purpose, long after, String cause) {
        return ask(asker, agreement, Map.of("purpose", purpose, "after", Long.toString(after), "wait", "30"), cause);
    }

    private static Observation ask(DemoFirm asker, JsonNode agreement, Map<String, String> query, String cause) {
        try {
            asker.connector().get(path(agreement), query);
            return new Observation("allow", "", true);
        } catch (CommandFailure e) {
            if (e.problem().path("status").asInt() != DENIED) {
                throw e;
            }
            var reasons = Reasons.all(e.problem().path("reasons"));
            var told = reasons.isEmpty() ? e.problem().path("detail").asText() : reasons;
            return new Observation("deny", told, told.contains(cause));
        }
    }

    private static String path(JsonNode agreement) {
        return "/agreements/" + ManagementClient.encode(agreement.path("id").asText()) + "/data";
    }
}
