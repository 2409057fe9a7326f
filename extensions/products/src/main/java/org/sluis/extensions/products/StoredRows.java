// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/** Reads the body of a version row by row: the members before {@code rows} first, then one row at a time. */
final class StoredRows implements Iterable<JsonNode>, Closeable {
    private static final ObjectReader PARTS =
            Documents.JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final JsonParser parser;
    private final ObjectNode header = Documents.JSON.createObjectNode();

    StoredRows(String body) throws IOException {
        parser = Documents.JSON.createParser(body);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("the stored version is not an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME
                && !parser.currentName().equals("rows")) {
            var name = parser.currentName();
            parser.nextToken();
            header.set(name, PARTS.readTree(parser));
        }
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw new IOException("the stored version has no rows");
        }
    }

    /**
     * Walks through a version.
     *
     * @return the members before the rows
     */
    static ObjectNode walk(ProductVersion version, Consumer<JsonNode> each) {
        try (var stored = new StoredRows(version.content().body())) {
            stored.forEach(each);
            return stored.header();
        } catch (IOException broken) {
            throw new UncheckedIOException("version " + version.sequence() + " of " + version.product(), broken);
        }
    }

    ObjectNode header() {
        return header;
    }

    /** The rows, once. */
    @Override
    public Iterator<JsonNode> iterator() {
        return new Iterator<>() {
            private boolean open = advance();

            @Override
            public boolean hasNext() {
                return open;
            }

            @Override
            public JsonNode next() {
                if (!open) {
                    throw new NoSuchElementException();
                }
                try {
                    JsonNode row = PARTS.readTree(parser);
                    open = advance();
                    return row;
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }

            private boolean advance() {
                try {
                    return parser.nextToken() == JsonToken.START_OBJECT;
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
