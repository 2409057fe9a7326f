// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import org.eclipse.edc.jsonld.spi.JsonLd;

/** JSON-LD of messages, between the form in which it is sent and the form in which it means one thing. */
final class Expansion {

    private static final String SCOPE = "sluis:chain-catalog";
    private static final List<String> CONTEXTS =
            List.of("https://w3id.org/dspace/2025/1/context.jsonld", "https://w3id.org/edc/dspace/v0.0.1");

    private static final int DEEPEST = 64;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
    }

    private final JsonLd jsonLd;

    Expansion(JsonLd jsonLd) {
        this.jsonLd = jsonLd;
        CONTEXTS.forEach(context -> jsonLd.registerContext(context, SCOPE));
    }

    /** Strictly parsed: no key twice, nothing behind the end, not too deep. */
    static ObjectNode parse(String body) throws CatalogException {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new CatalogException("it answered with something that is not JSON: " + e.getOriginalMessage());
        }
        throw new CatalogException("it answered with something that is no JSON object");
    }

    /** In full: every name an IRI, every value in an array. No context is fetched. */
    JsonNode expand(JsonNode written) throws CatalogException {
        requireWebContexts(written, false);
        try {
            var expanded = jsonLd.expand(jakarta(written.toString()));
            if (expanded.failed()) {
                throw new CatalogException("its JSON-LD cannot be read: " + expanded.getFailureDetail());
            }
            return parse(expanded.getContent().toString());
        } catch (JsonException e) {
            throw new CatalogException("its JSON-LD cannot be read");
        }
    }

    /** The library would read a file that somebody names as a context. */
    private static void requireWebContexts(JsonNode node, boolean isContext) throws CatalogException {
        if (isContext && node.isTextual() && !node.asText().matches("https?://.*")) {
            throw new CatalogException("it names a JSON-LD context that is no web address");
        }
        if (node.isArray()) {
            for (var member : node) {
                requireWebContexts(member, isContext);
            }
        }
        for (var entry : node.properties()) {
            requireWebContexts(
                    entry.getValue(),
                    entry.getKey().equals("@context") || entry.getKey().equals("@import"));
        }
    }

    /** As DSP 2025-1 sends it. */
    String compact(JsonNode expanded) {
        return jsonLd.compact(jakarta(expanded.toString()), SCOPE)
                .orElseThrow(failure ->
                        new IllegalStateException("the catalog cannot be written: " + failure.getFailureDetail()))
                .toString();
    }

    private static JsonObject jakarta(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
