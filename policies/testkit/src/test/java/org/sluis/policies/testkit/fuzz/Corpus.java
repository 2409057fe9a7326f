// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * Documents that once were, or could be, trouble. One JSON object a line: {@code parts} are texts with how often each stands,
 * {@code base64} is what no text can be; {@code refused} is the code of the first problem, {@code ANY} where several will do, and is
 * absent where the document is a valid policy.
 */
final class Corpus {

    private static final Path FOLDER = Path.of("src/test/resources/fuzz");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Corpus() {}

    /** One document. */
    static final class Entry {

        private final String name;
        private final byte[] bytes;
        private final String refused;

        private Entry(String name, byte[] bytes, String refused) {
            this.name = name;
            this.bytes = bytes;
            this.refused = refused;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        /** "" for a valid document. */
        String refused() {
            return refused;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Entry> read(String file) {
        try (var lines = Files.lines(FOLDER.resolve(file))) {
            return lines.map(Corpus::entry).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(String line) {
        try {
            var json = JSON.readTree(line);
            return new Entry(
                    json.required("name").textValue(),
                    bytes(json),
                    json.path("refused").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    private static byte[] bytes(JsonNode json) throws IOException {
        if (json.has("base64")) {
            return json.get("base64").binaryValue();
        }
        var text = new StringBuilder();
        for (var part : json.required("parts")) {
            text.append(part.get(0).textValue().repeat(part.get(1).intValue()));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The line that keeps a failing document for good. */
    static String line(byte[] bytes) {
        return JSON.createObjectNode()
                .put("name", "found by fuzzing, what it is goes here")
                .put("base64", Base64.getEncoder().encodeToString(bytes))
                .put("refused", "ANY")
                .toString();
    }
}
