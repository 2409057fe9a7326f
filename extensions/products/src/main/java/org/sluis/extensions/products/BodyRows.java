// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rows to publish: each checked by the schema, then kept as text, which takes a fraction of the room. */
final class BodyRows {
    // ASCII only: such text takes one byte for each character in memory.
    private static final ObjectWriter ASCII = Documents.JSON
            .writer()
            .with(JsonWriteFeature.ESCAPE_NON_ASCII)
            .with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

    private final Mapping mapping;
    private final RowSchema schema;
    private final Findings findings;
    private final StringBuilder rows = new StringBuilder();
    private int count;

    BodyRows(Mapping mapping, RowSchema schema, Findings findings) {
        this.mapping = mapping;
        this.schema = schema;
        this.findings = findings;
    }

    void add(ExportRow row) {
        schema.check(row, mapping, findings);
        if (findings.sound()) {
            rows.append(count == 0 ? "" : ",").append(json(row.fields()));
            count++;
        }
    }

    int count() {
        return count;
    }

    /** The header with the rows as its last member, so that a reader has all the rest before the first row. */
    String body(ObjectNode header) {
        var start = json(header);
        return new StringBuilder(start.length() + rows.length() + 16)
                .append(start, 0, start.length() - 1)
                .append(",\"rows\":[")
                .append(rows)
                .append("]}")
                .toString();
    }

    private static String json(ObjectNode node) {
        try {
            return ASCII.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
