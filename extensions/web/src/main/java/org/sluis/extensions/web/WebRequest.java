// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * A request, read within bounds.
 *
 * @param path below the resource's own path, starting with {@code /}, or empty
 * @param query decoded; of a repeated name the first value
 * @param bearer the token of {@code Authorization: Bearer}; empty without that exact scheme
 * @param body the JSON object of a request that has one: strictly parsed, no duplicate keys, bounded in size and depth
 * @param text the body of a request whose body is plain text; empty for all others
 */
public record WebRequest(
        String method,
        String path,
        Map<String, String> query,
        Optional<String> bearer,
        Optional<String> accept,
        Optional<JsonNode> body,
        Optional<String> text) {

    public WebRequest(
            String method,
            String path,
            Map<String, String> query,
            Optional<String> bearer,
            Optional<String> accept,
            Optional<JsonNode> body) {
        this(method, path, query, bearer, accept, body, Optional.empty());
    }
}
