// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.odrl.Times;

/** The values of one JSON object; each that is not what it should be is a fault, null is absent. */
final class CaseValues {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(12)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode object;
    private final String pointer;
    private final List<Reason> faults;

    private CaseValues(JsonNode object, String pointer, List<Reason> faults) {
        this.object = object;
        this.pointer = pointer;
        this.faults = faults;
    }

    /** Reads an object that has no other than these keys. */
    static CaseValues read(String json, String pointer, Set<String> keys, List<Reason> faults) {
        JsonNode object = JsonNodeFactory.instance.objectNode();
        try (JsonParser parser = JSON.createParser(json)) {
            JsonNode read = JSON.readTree(parser);
            if (read == null || !read.isObject()) {
                faults.add(WellFormed.fault(pointer, "an object", ""));
            } else {
                object = read;
            }
        } catch (JsonProcessingException e) {
            faults.add(WellFormed.fault(pointer, "JSON without repeated keys, at most 12 levels deep", ""));
        } catch (IOException e) {
            faults.add(WellFormed.fault(pointer, "JSON", ""));
        }
        object.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                faults.add(WellFormed.fault(pointer, "only known keys", key));
            }
        });
        return new CaseValues(object, pointer, faults);
    }

    CaseValues at(JsonNode inner, String key) {
        return new CaseValues(inner, pointer + "/" + key, faults);
    }

    JsonNode json() {
        return object;
    }

    /** The value of a key; empty where absent or null. */
    Optional<JsonNode> value(String key) {
        return Optional.ofNullable(object.get(key)).filter(value -> !value.isNull());
    }

    Optional<String> text(String key) {
        return value(key).flatMap(value -> value.isTextual() ? Optional.of(value.textValue()) : fault(key, "a string"));
    }

    Optional<Instant> instant(String key) {
        return text(key).flatMap(text -> Times.instant(text).or(() -> fault(key, "an RFC 3339 instant")));
    }

    /** A whole number from zero on. */
    Optional<Long> number(String key) {
        return value(key)
                .flatMap(value -> value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0
                        ? Optional.of(value.longValue())
                        : fault(key, "a whole number from zero on"));
    }

    <T> Optional<T> fault(String key, String wanted) {
        String observed = object.path(key).isValueNode() ? object.path(key).asText() : "";
        faults.add(WellFormed.fault(pointer + "/" + key, wanted, observed));
        return Optional.empty();
    }
}
