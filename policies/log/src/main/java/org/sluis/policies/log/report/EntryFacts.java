// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.sluis.policies.log.bundle.BundleEntry;
import org.sluis.policies.log.json.JsonArray;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.json.JsonReader;
import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.json.JsonValue;
import org.sluis.policies.log.json.MalformedJsonException;

/**
 * What an entry tells. Every member of a payload but its type is optional, and an absent one is an empty text.
 *
 * @param logged the leaf's time
 * @param payload empty when it was erased or is not readable
 */
record EntryFacts(long index, Instant logged, OptionalLong erasedBy, Optional<JsonObject> payload) {

    static EntryFacts of(BundleEntry entry) {
        return new EntryFacts(
                entry.index(),
                Instant.ofEpochMilli(entry.entry().leaf().time()),
                entry.erasedBy(),
                entry.payload().flatMap(payload -> read(payload.json())));
    }

    String type() {
        return payload.isPresent() ? cell("type") : erasedBy.isPresent() ? "erased" : "unreadable";
    }

    /** allow, deny, error or info; a refused request is denied, whether it says so or not. */
    String decision() {
        var stated = cell("decision");
        return stated.isEmpty() && type().equals("request.refused") ? "deny" : stated;
    }

    boolean allowed() {
        return decision().equals("allow");
    }

    boolean denied() {
        return decision().equals("deny") || decision().equals("error");
    }

    String partner() {
        return cell("peer");
    }

    String agreement() {
        return cell("corr", "agreementId");
    }

    String dataset() {
        return cell("corr", "datasetId");
    }

    String moment() {
        return cell("moment");
    }

    String purpose() {
        var stated = cell("purpose");
        return stated.isEmpty() ? cell("inputs", "purpose") : stated;
    }

    String bytes() {
        return cell("data", "bytes");
    }

    String sha256() {
        return cell("data", "sha256");
    }

    String actor() {
        return cell("actor");
    }

    /** All reasons in one line. */
    String reasons() {
        return payload.flatMap(json -> json.member("reasons")).orElse(null) instanceof JsonArray reasons
                ? reasons.elements().stream()
                        .map(reason -> Reason.of(reason).text())
                        .collect(Collectors.joining("; "))
                : "";
    }

    /** The member at that path: a string as it is, anything else as JSON, "" when there is none. */
    String cell(String... path) {
        return payload.map(json -> cell(json, path)).orElse("");
    }

    static String cell(JsonValue json, String... path) {
        return json.at(path)
                .map(value -> value instanceof JsonString text ? text.value() : value.toString())
                .orElse("");
    }

    /** The entries that this one erased. */
    List<Long> erases() {
        return payload.flatMap(json -> json.member("erases")).orElse(null) instanceof JsonArray indices
                ? indices.elements().stream()
                        .flatMap(index -> index.count().stream())
                        .toList()
                : List.of();
    }

    private static Optional<JsonObject> read(String json) {
        try {
            return Optional.of(JsonReader.object(json));
        } catch (MalformedJsonException e) {
            // the verifier has named it; the report shows it as unreadable
            return Optional.empty();
        }
    }
}
