// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** JSON as commands read and print it. */
final class Json {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final long LARGEST = 1 << 20;

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(200).build());
    }

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** One line, without a line end. */
    static String line(JsonNode node) {
        return node.toString();
    }

    /** Reads a file of one JSON document; {@code -} is standard input. */
    static JsonNode read(Path file) {
        return parse(text(file), file.toString());
    }

    /** Reads a small text file; {@code -} is standard input. */
    static String text(Path file) {
        try {
            if (file.toString().equals("-")) {
                return new String(System.in.readNBytes((int) LARGEST), java.nio.charset.StandardCharsets.UTF_8);
            }
            if (Files.size(file) > LARGEST) {
                throw new CommandFailure(ExitCode.UNREADABLE, file + " is larger than 1 MiB");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, "there is no file " + file, e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, file + " cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
    }

    static JsonNode parse(String text, String name) {
        try {
            var node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw new CommandFailure(ExitCode.UNREADABLE, name + " is empty; it must hold one JSON document");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, name + place(e) + e.getOriginalMessage(), e);
        }
    }

    private static String place(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null ? ": " : " line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }
}
