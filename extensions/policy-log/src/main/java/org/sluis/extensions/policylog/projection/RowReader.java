// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.projection;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sluis.extensions.policylog.StoredEntry;
import org.sluis.policies.log.leaf.SaltedPayload;

/** What can be asked for in an entry. */
final class RowReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private RowReader() {}

    static LogRow row(StoredEntry stored) {
        var json = stored.payload().map(SaltedPayload::json);
        var payload = json.map(RowReader::read).orElseGet(JSON::createObjectNode);
        var entry = stored.entry();
        return new LogRow(
                entry.index(),
                text(payload.path("id")).flatMap(RowReader::id),
                text(payload.path("ts"))
                        .flatMap(RowReader::instant)
                        .orElse(Instant.ofEpochMilli(entry.leaf().time())),
                entry.leaf().time(),
                entry.hash(),
                text(payload.path("type")).orElse("erased"),
                text(payload.path("decision")),
                text(payload.path("peer")),
                text(payload.path("corr").path("agreementId")),
                text(payload.path("corr").path("datasetId")),
                text(payload.path("actor")),
                json);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalStateException("a payload of the policy log is not JSON", e);
        }
    }

    private static Optional<String> text(JsonNode member) {
        return Optional.ofNullable(member.textValue());
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            // others' times stand here too: one that no database takes must not stop the rows
            return Optional.of(Instant.parse(text)).filter(time -> !time.isBefore(FIRST) && time.isBefore(END));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
