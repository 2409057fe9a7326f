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

    private RowReader() {}

    static LogRow row(StoredEntry stored) {
        var json = stored.payload().map(SaltedPayload::json);
        var payload = json.map(RowReader::read).orElseGet(JSON::createObjectNode);
        var entry = stored.entry();
        return new LogRow(
                entry.index(),
                text(payload, "/id").flatMap(RowReader::id),
                text(payload, "/ts")
                        .flatMap(RowReader::instant)
                        .orElse(Instant.ofEpochMilli(entry.leaf().time())),
                entry.leaf().time(),
                entry.hash(),
                text(payload, "/type").orElse("erased"),
                text(payload, "/decision"),
                text(payload, "/peer"),
                text(payload, "/corr/agreementId"),
                text(payload, "/corr/datasetId"),
                text(payload, "/actor"),
                json);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalStateException("a payload of the policy log is not JSON", e);
        }
    }

    private static Optional<String> text(JsonNode payload, String pointer) {
        return Optional.ofNullable(payload.at(pointer).textValue());
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
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
