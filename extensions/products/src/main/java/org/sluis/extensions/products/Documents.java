// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How this module reads and writes JSON and YAML: numbers keep their decimals, a repeated key is an error. */
final class Documents {
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();
    private static final long LARGEST_CONFIGURATION = 1_000_000;

    private Documents() {}

    /** Reads a configuration file; a message of the exception names the file and the line. */
    static JsonNode yaml(Path file) throws IOException {
        if (Files.size(file) > LARGEST_CONFIGURATION) {
            throw new IOException(file.getFileName() + ": larger than " + LARGEST_CONFIGURATION + " bytes");
        }
        return yaml(String.valueOf(file.getFileName()), Files.readString(file, StandardCharsets.UTF_8));
    }

    static JsonNode yaml(String where, String text) throws IOException {
        try {
            var node = YAML.readTree(text);
            return node == null ? YAML.missingNode() : node;
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            var location = broken.getLocation();
            var line = location == null ? "" : ", line " + location.getLineNr();
            throw new IOException(where + line + ": not valid YAML: " + broken.getOriginalMessage(), broken);
        }
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
