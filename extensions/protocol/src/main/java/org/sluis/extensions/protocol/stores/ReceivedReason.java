// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Why a peer ended a negotiation or a transfer, or paused one, for the save that its message leads to: EDC reads the reason and forgets it. */
public final class ReceivedReason {

    private static final int LONGEST = 500;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private ReceivedReason() {}

    /**
     * Handles a message on this thread.
     *
     * @param reason as EDC read it: JSON-LD in expanded form, or null
     */
    public static <T> T during(String reason, Supplier<T> handle) {
        CURRENT.set(text(reason));
        try {
            return handle.get();
        } finally {
            CURRENT.remove();
        }
    }

    /** Empty where no message is handled or none gave a reason. */
    static Optional<String> current() {
        return Optional.ofNullable(CURRENT.get()).filter(text -> !text.isBlank());
    }

    /** In plain words and bounded: a peer can write anything. */
    static String text(String reason) {
        if (reason == null) {
            return null;
        }
        var words = words(reason)
                .codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return words.toString().strip();
    }

    private static String words(String reason) {
        try {
            var read = JSON.readTree(reason);
            return read.isArray() || read.isObject() ? words(read) : reason;
        } catch (JsonProcessingException e) {
            // It is plain text.
            return reason;
        }
    }

    private static String words(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(ReceivedReason::words)
                    .filter(text -> !text.isBlank())
                    .collect(Collectors.joining("; "));
        }
        return node.isObject() ? words(node.path("@value")) : node.asText("");
    }
}
