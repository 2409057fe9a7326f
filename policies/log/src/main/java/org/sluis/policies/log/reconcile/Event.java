// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.reconcile;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluis.policies.log.bundle.BundleEntry;
import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.json.JsonValue;

/**
 * An entry that the other side must have as well.
 *
 * @param index in its log
 * @param key what both sides call the event
 * @param facts what both sides must say alike, by JSON pointer: JSON without white space
 * @param happened milliseconds since 1970, as the entry says
 * @param logged milliseconds since 1970, as the leaf says
 */
public record Event(long index, String key, Map<String, String> facts, long happened, long logged) {

    /** Types of which each side logs its own entry. */
    static final Set<String> TYPES = Set.of(
            "agreement.sealed", "agreement.terminated", "transfer.state", "transfer.receipt", "deletion.attested");

    private static final Pattern RFC_3339 = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    private static final List<String> KEY = List.of(
            "/type", "/corr/agreementId", "/corr/consumerPid", "/corr/providerPid", "/corr/flowId", "/state/to");

    static final List<String> FACTS = List.of(
            "/policy/digest",
            "/seal/sha256",
            "/receipt/sha256",
            "/data/bytes",
            "/data/sha256",
            "/corr/datasetId",
            "/decision");

    /** The names that each pointer is made of. */
    private static final Map<String, String[]> PATHS = Stream.concat(KEY.stream(), FACTS.stream())
            .distinct()
            .collect(Collectors.toMap(
                    pointer -> pointer, pointer -> pointer.substring(1).split("/", -1)));

    public Event {
        facts = Map.copyOf(facts);
    }

    /** The event of an entry; empty when its type is one that each side logs for itself. */
    static Optional<Event> of(BundleEntry entry, JsonValue payload) {
        if (!TYPES.contains(payload.text("type").orElse(""))) {
            return Optional.empty();
        }
        var key = new StringJoiner("|");
        KEY.forEach(pointer ->
                key.add(payload.at(PATHS.get(pointer)).map(Event::text).orElse("")));
        var facts = new HashMap<String, String>();
        FACTS.forEach(pointer -> payload.at(PATHS.get(pointer)).ifPresent(fact -> facts.put(pointer, fact.toString())));
        long logged = entry.entry().leaf().time();
        return Optional.of(new Event(
                entry.index(), key.toString(), facts, happened(payload).orElse(logged), logged));
    }

    /** A string and anything else never read alike, and a bar within an id does not look like the next member. */
    private static String text(JsonValue value) {
        return value instanceof JsonString string
                ? string.value().replace("%", "%25").replace("|", "%7C")
                : "%json:" + value;
    }

    /** RFC 3339, which is stricter than what Java reads. */
    private static Optional<Long> happened(JsonValue payload) {
        var text = payload.text("ts").orElse("").toUpperCase(Locale.ROOT);
        if (!RFC_3339.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
