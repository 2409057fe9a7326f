// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.web.WebRefusal;

/**
 * A DCP 1.0 message in one of the two forms that peers send: with the plain names of its context, or expanded, with whole IRIs and
 * values in {@code @value} or {@code @id}. Both names at once are refused. Other names are none of our business.
 */
public record DcpMessage(JsonNode node) {

    public static final String CONTEXT = "https://w3id.org/dspace-dcp/v1.0/dcp.jsonld";
    private static final String NAMESPACE = "https://w3id.org/dspace-dcp/v1.0/";
    private static final int MOST_ITEMS = 64;
    private static final int LONGEST_TEXT = 1_000;

    /** Reads a request's body as a message of that type. */
    public static DcpMessage of(Optional<JsonNode> body, String type) throws WebRefusal {
        var node = body.orElseThrow(() -> invalid("the body must be a " + type));
        var message = new DcpMessage(node);
        if (!message.isA(type)) {
            throw invalid("the body must be a " + type);
        }
        return message;
    }

    /** A message of ours, with context and type. */
    public static ObjectNode write(String type) {
        var message = JsonNodeFactory.instance.objectNode();
        message.putArray("@context").add(CONTEXT);
        return message.put("type", type);
    }

    public static WebRefusal invalid(String detail) {
        return new WebRefusal(400, "Invalid message", detail);
    }

    /** Whether the only type is this one. */
    public boolean isA(String type) {
        var types = new ArrayList<String>();
        for (var name : List.of("type", "@type")) {
            var value = node.path(name);
            if (value.isArray()) {
                value.forEach(each -> types.add(each.asText()));
            } else if (!value.isMissingNode()) {
                types.add(value.asText());
            }
        }
        return types.size() == 1 && (types.get(0).equals(type) || types.get(0).equals(NAMESPACE + type));
    }

    public String text(String name) throws WebRefusal {
        return optionalText(name).orElseThrow(() -> invalid("'" + name + "' is missing; it must be a text"));
    }

    public Optional<String> optionalText(String name) throws WebRefusal {
        var value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var text = plain(value.get());
        if (!text.isTextual() || text.asText().isBlank() || text.asText().length() > LONGEST_TEXT) {
            throw invalid("'" + name + "' must be a text of at most " + LONGEST_TEXT + " characters");
        }
        return Optional.of(text.asText());
    }

    /** A text that may be as long as the body. */
    public String longText(String name) throws WebRefusal {
        var text = value(name).map(DcpMessage::plain).orElseThrow(() -> invalid("'" + name + "' is missing"));
        if (!text.isTextual() || text.asText().isBlank()) {
            throw invalid("'" + name + "' must be a text");
        }
        return text.asText();
    }

    public boolean has(String name) {
        return node.has(name) || node.has(NAMESPACE + name);
    }

    /** Texts of an array; empty if there is none. */
    public List<String> texts(String name) throws WebRefusal {
        var texts = new ArrayList<String>();
        for (var item : items(name)) {
            var text = plain(item);
            if (!text.isTextual() || text.asText().length() > LONGEST_TEXT) {
                throw invalid("'" + name + "' must hold texts");
            }
            texts.add(text.asText());
        }
        return List.copyOf(texts);
    }

    /** Objects of an array; empty if there is none. */
    public List<DcpMessage> objects(String name) throws WebRefusal {
        var objects = new ArrayList<DcpMessage>();
        for (var item : items(name)) {
            if (!item.isObject()) {
                throw invalid("'" + name + "' must hold objects");
            }
            objects.add(new DcpMessage(item));
        }
        return List.copyOf(objects);
    }

    private List<JsonNode> items(String name) throws WebRefusal {
        var found = value(name);
        if (found.isEmpty()) {
            return List.of();
        }
        var value = found.get().path("@list").isArray() ? found.get().path("@list") : found.get();
        // Compaction writes an array of one item as the item.
        var items = new ArrayList<JsonNode>();
        if (value.isArray()) {
            value.forEach(items::add);
        } else {
            items.add(value);
        }
        if (items.size() == 1 && items.get(0).path("@list").isArray()) {
            var inner = items.remove(0).path("@list");
            inner.forEach(items::add);
        }
        if (items.size() > MOST_ITEMS) {
            throw invalid("'" + name + "' has more than " + MOST_ITEMS + " items");
        }
        return items;
    }

    private Optional<JsonNode> value(String name) throws WebRefusal {
        if (node.has(name) && node.has(NAMESPACE + name)) {
            throw invalid("'" + name + "' occurs twice");
        }
        var value = node.has(name) ? node.get(name) : node.get(NAMESPACE + name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private static JsonNode plain(JsonNode value) {
        var one = value.isArray() && value.size() == 1 ? value.get(0) : value;
        return one.has("@value") ? one.get("@value") : one.has("@id") ? one.get("@id") : one;
    }
}
