// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole answer. */
public record WebAnswer(int status, String contentType, String body, Map<String, String> headers) {

    public WebAnswer {
        headers = Map.copyOf(headers);
    }

    public static WebAnswer json(int status, JsonNode body) {
        return text(status, "application/json", body.toString());
    }

    public static WebAnswer text(int status, String contentType, String body) {
        return new WebAnswer(status, contentType, body, Map.of());
    }

    public static WebAnswer empty(int status) {
        return new WebAnswer(status, "", "", Map.of());
    }

    /** The same with one more header. */
    public WebAnswer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new WebAnswer(status, contentType, body, more);
    }
}
