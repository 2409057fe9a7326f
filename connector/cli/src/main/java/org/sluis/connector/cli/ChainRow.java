// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** One dataset of the catalog of the chain, in words. */
final class ChainRow {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    private ChainRow() {}

    /** Product and name, who offers it, how fresh that is, and what to type to ask for it. */
    static List<String> columns(JsonNode row, Instant now) {
        var product = row.path("product").asText("");
        var name = row.path("name").asText("");
        var title = product.isEmpty() || name.isEmpty() ? product + name : product + "/" + name;
        return List.of(
                shown(title.isEmpty() ? row.path("id").asText() : title),
                shown(row.path("partner").asText()),
                freshness(row, now),
                "sluis agree " + argument(row.path("partner").asText()) + " "
                        + argument(row.path("id").asText()));
    }

    /** How fresh what an authority read of a member is. */
    static String freshness(JsonNode row, Instant now) {
        var read = row.hasNonNull("readAt") ? age(row.path("readAt").asText(), now) + " ago" : "never";
        return row.hasNonNull("staleSince")
                ? "stale since " + time(row.path("staleSince").asText()) + ", read " + read
                : row.hasNonNull("readAt") ? "read " + read : "not read yet";
    }

    private static String time(String instant) {
        return Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String age(String instant, Instant now) {
        var age = Duration.between(Instant.parse(instant), now);
        if (age.toHours() >= 48) {
            return age.toDays() + " days";
        }
        return age.toMinutes() >= 120
                ? age.toHours() + " h"
                : age.toSeconds() >= 120 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }

    /** What others wrote moves no cursor. */
    private static String shown(String text) {
        return text.replaceAll("\\p{C}", "\uFFFD");
    }

    /** As a shell takes it for one word, whatever a member wrote. */
    private static String argument(String text) {
        var safe = shown(text);
        return PLAIN.matcher(safe).matches() ? safe : "'" + safe.replace("'", "'\\''") + "'";
    }
}
