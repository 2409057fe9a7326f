// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.decision.Reason;

/** Bodies of requests and answers on the management listener. */
public final class Answers {

    public static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int LARGEST_BODY = 256 * 1024;
    private static final int DEEPEST_BODY = 64;

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST_BODY)
                        .build());
    }

    private Answers() {}

    public static Response ok(JsonNode body) {
        return Response.ok(body.toString(), "application/json").build();
    }

    static Response problem(Refusal refusal) {
        var body = JSON.createObjectNode()
                .put("type", "about:blank")
                .put("title", refusal.title())
                .put("status", refusal.status())
                .put("detail", refusal.getMessage());
        body.set("reasons", reasons(refusal.reasons()));
        return Response.status(refusal.status())
                .entity(body.toString())
                .type("application/problem+json")
                .build();
    }

    static ArrayNode reasons(List<Reason> reasons) {
        var array = JSON.createArrayNode();
        for (var reason : reasons) {
            array.addObject()
                    .put("pointer", reason.pointer())
                    .put("code", reason.code())
                    .put("leftOperand", reason.leftOperand())
                    .put("operator", reason.operator())
                    .put("wanted", reason.wanted())
                    .put("observed", reason.observed());
        }
        return array;
    }

    /** Reads a request's body: one JSON object of bounded size and depth. */
    public static ObjectNode object(InputStream body) {
        try {
            var bytes = body.readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY) {
                throw new Refusal(413, "Too large", "the body is larger than " + LARGEST_BODY + " bytes");
            }
            if (JSON.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw Refusal.invalid("the body must be one JSON object");
        } catch (JsonProcessingException e) {
            var place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw Refusal.invalid("the body is not JSON" + place + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Refusal.invalid("the body broke off");
        }
    }

    public static String required(ObjectNode body, String key) {
        return optional(body, key).orElseThrow(() -> Refusal.invalid("'" + key + "' is missing; it must be a text"));
    }

    public static Optional<String> optional(ObjectNode body, String key) {
        var value = body.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.asText().isBlank()) {
            throw Refusal.invalid("'" + key + "' must be a text that is not blank");
        }
        return Optional.of(value.asText());
    }
}
