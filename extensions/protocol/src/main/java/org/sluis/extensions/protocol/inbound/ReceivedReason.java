// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The reason in the message that the current thread is handling: EDC drops it, so the store that saves its effect keeps it. */
public final class ReceivedReason {

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 500;

    private ReceivedReason() {}

    /** Handles a message that gives this reason. */
    static <T> T during(String given, Supplier<T> handling) {
        plain(given).ifPresent(CURRENT::set);
        try {
            return handling.get();
        } finally {
            CURRENT.remove();
        }
    }

    /** The same of a message whose reasons were read already. */
    static <T> T during(List<?> given, Supplier<T> handling) {
        return during(given.stream().map(ReceivedReason::value).collect(Collectors.joining(", ")), handling);
    }

    private static String value(Object reason) {
        return reason instanceof Map<?, ?> object && object.get("@value") != null
                ? object.get("@value").toString()
                : String.valueOf(reason);
    }

    /** In plain words, on one line; empty when no message gives one now. */
    public static Optional<String> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** EDC hands over the expanded JSON-LD of DSP's list of reasons. */
    static Optional<String> plain(String given) {
        if (given == null) {
            return Optional.empty();
        }
        var words = words(given).replaceAll("\\p{Cntrl}", " ").strip();
        var end = words.offsetByCodePoints(0, Math.min(LONGEST, words.codePointCount(0, words.length())));
        return words.isEmpty() ? Optional.empty() : Optional.of(words.substring(0, end));
    }

    private static String words(String given) {
        if (!given.startsWith("[")) {
            return given;
        }
        try {
            var words = new ArrayList<String>();
            JSON.readTree(given).forEach(reason -> words.add(word(reason)));
            return String.join(", ", words);
        } catch (JsonProcessingException e) {
            return given;
        }
    }

    private static String word(JsonNode reason) {
        var value = reason.path("@value");
        return value.isMissingNode() ? reason.asText(reason.toString()) : value.asText(value.toString());
    }
}
