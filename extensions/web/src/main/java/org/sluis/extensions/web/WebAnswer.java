// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param body text, sent as UTF-8; empty when there is binary content
 * @param binary content that is no text
 */
public record WebAnswer(
        int status, String contentType, String body, Optional<ByteBuffer> binary, Map<String, String> headers) {

    public WebAnswer {
        binary = binary.map(ByteBuffer::asReadOnlyBuffer);
        headers = Map.copyOf(headers);
    }

    public WebAnswer(int status, String contentType, String body, Map<String, String> headers) {
        this(status, contentType, body, Optional.empty(), headers);
    }

    public static WebAnswer json(int status, JsonNode body) {
        return text(status, "application/json", body.toString());
    }

    public static WebAnswer text(int status, String contentType, String body) {
        return new WebAnswer(status, contentType, body, Map.of());
    }

    /** Content that is no text; the bytes must not change any more. */
    public static WebAnswer binary(int status, String contentType, byte[] content) {
        return new WebAnswer(status, contentType, "", Optional.of(ByteBuffer.wrap(content)), Map.of());
    }

    public static WebAnswer empty(int status) {
        return new WebAnswer(status, "", "", Map.of());
    }

    /** The same with one more header. */
    public WebAnswer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new WebAnswer(status, contentType, body, binary, more);
    }

    /** What is sent. */
    ByteBuffer content() {
        return binary.map(ByteBuffer::duplicate)
                .orElseGet(() -> ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }
}
