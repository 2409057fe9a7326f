// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The reason in the message that the current thread is handling: EDC drops it, so the store that saves its effect keeps it. */
public final class ReceivedReason {

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
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
        try (var reader = Json.createReader(new StringReader(given))) {
            return words(reader.readArray());
        } catch (JsonException e) {
            return given;
        }
    }

    private static String words(List<JsonValue> reasons) {
        return reasons.stream().map(ReceivedReason::word).collect(Collectors.joining(", "));
    }

    private static String word(JsonValue reason) {
        if (reason instanceof JsonObject object && object.get("@value") != null) {
            return word(object.get("@value"));
        }
        return reason instanceof JsonString text ? text.getString() : reason.toString();
    }
}
