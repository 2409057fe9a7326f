// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the version before says, for rules that look back. */
record PublishedRows(ObjectNode header, Map<String, JsonNode> rows) {

    /**
     * Reads the version before.
     *
     * @param key tells rows apart
     * @param kept what of a row is needed
     */
    static PublishedRows of(
            Optional<ProductVersion> version, Function<JsonNode, String> key, Function<JsonNode, JsonNode> kept) {
        if (version.isEmpty()) {
            return new PublishedRows(Documents.JSON.createObjectNode(), Map.of());
        }
        try (var stored = new StoredRows(version.get().content().body())) {
            var rows = new HashMap<String, JsonNode>();
            for (var row : stored) {
                rows.put(key.apply(row), kept.apply(row));
            }
            return new PublishedRows(stored.header(), rows);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
