// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.capture;

import static org.sluis.extensions.policylog.capture.PayloadJson.clean;
import static org.sluis.extensions.policylog.capture.PayloadJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Evidence;

/** A decision as a payload, and back. */
final class DecisionPayload {

    /** Types of entries that are decisions. */
    static final String SUFFIX = ".decision";

    static final String REFUSED = "request.refused";

    /** Refusals of requests on which no policy was looked at. */
    private static final List<String> DOORS = List.of("data-plane", "protocol");

    private DecisionPayload() {}

    static String type(DecisionRecord decision) {
        if (DOORS.contains(decision.evaluator())) {
            return REFUSED;
        }
        return decision.moment() == Moment.RUNNING ? "watchdog" + SUFFIX : moment(decision) + SUFFIX;
    }

    static Map<String, Object> of(DecisionRecord decision) {
        var payload = new TreeMap<String, Object>();
        payload.put("id", decision.id().toString());
        payload.put("type", type(decision));
        payload.put("ts", decision.at().toString());
        payload.put("moment", moment(decision));
        payload.put("decision", decision.allowed() ? "allow" : "deny");
        put(payload, "peer", decision.party());
        put(payload, "action", decision.action());
        put(payload, "purpose", decision.purpose());
        put(payload, "subject", decision.subject());
        decision.policySha256().ifPresent(digest -> payload.put("policy", Map.of("digest", clean(digest))));
        var corr = new TreeMap<String, Object>();
        put(corr, "agreementId", decision.agreement());
        put(corr, "datasetId", decision.dataset());
        if (!corr.isEmpty()) {
            payload.put("corr", corr);
        }
        payload.put(
                "reasons", decision.reasons().stream().map(DecisionPayload::of).toList());
        payload.put("evaluator", clean(decision.evaluator()));
        if (!decision.evidence().isEmpty()) {
            payload.put(
                    "inputs",
                    Map.of(
                            "credentials",
                            decision.evidence().stream()
                                    .map(DecisionPayload::of)
                                    .toList()));
        }
        return payload;
    }

    static DecisionRecord decision(JsonNode payload) {
        return new DecisionRecord(
                UUID.fromString(payload.path("id").asText()),
                Instant.parse(payload.path("ts").asText()),
                Moment.valueOf(payload.path("moment").asText().toUpperCase(Locale.ROOT)),
                payload.path("decision").asText().equals("allow"),
                text(payload, "/peer"),
                text(payload, "/corr/agreementId"),
                text(payload, "/corr/datasetId"),
                text(payload, "/action"),
                text(payload, "/purpose"),
                text(payload, "/policy/digest"),
                text(payload, "/subject"),
                stream(payload.path("reasons")).map(DecisionPayload::reason).toList(),
                payload.path("evaluator").asText(),
                stream(payload.at("/inputs/credentials"))
                        .map(DecisionPayload::evidence)
                        .toList());
    }

    private static String moment(DecisionRecord decision) {
        return decision.moment().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> of(Reason reason) {
        var members = new TreeMap<String, Object>();
        members.put("code", clean(reason.code()));
        putUnlessEmpty(members, "rule", reason.pointer());
        putUnlessEmpty(members, "leftOperand", reason.leftOperand());
        putUnlessEmpty(members, "operator", reason.operator());
        putUnlessEmpty(members, "wanted", reason.wanted());
        putUnlessEmpty(members, "observed", reason.observed());
        return members;
    }

    private static Reason reason(JsonNode members) {
        return new Reason(
                members.path("rule").asText(),
                members.path("code").asText(),
                members.path("leftOperand").asText(),
                members.path("operator").asText(),
                members.path("wanted").asText(),
                members.path("observed").asText());
    }

    private static Map<String, Object> of(Evidence evidence) {
        var members = new TreeMap<String, Object>();
        members.put("type", clean(evidence.type()));
        members.put("issuer", clean(evidence.issuer()));
        putUnlessEmpty(members, "id", evidence.id());
        putUnlessEmpty(members, "statusAt", evidence.statusAt());
        return members;
    }

    private static Evidence evidence(JsonNode members) {
        return new Evidence(
                members.path("type").asText(),
                members.path("issuer").asText(),
                members.path("id").asText(),
                members.path("statusAt").asText());
    }

    private static void put(Map<String, Object> members, String name, Optional<String> value) {
        value.ifPresent(text -> members.put(name, clean(text)));
    }

    private static void putUnlessEmpty(Map<String, Object> members, String name, String value) {
        put(members, name, Optional.of(value).filter(text -> !text.isEmpty()));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
