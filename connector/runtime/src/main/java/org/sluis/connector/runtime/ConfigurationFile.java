// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads {@code sluis.yaml} strictly: an unknown key or a value of the wrong form is an error that names its place. */
public final class ConfigurationFile {

    /** The file's name in a company folder. */
    public static final String NAME = "sluis.yaml";

    private static final long LARGEST = 1 << 20;

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ConfigurationFile() {}

    /**
     * Reads the configuration of the company in {@code folder}.
     *
     * @throws InvalidConfigurationException if there is none or it does not hold; the message says where and what to do
     */
    public static Configuration read(Path folder) throws InvalidConfigurationException {
        var file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new InvalidConfigurationException("no " + NAME + " in "
                    + folder.toAbsolutePath().normalize() + "; write one with: sluis init " + folder);
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new InvalidConfigurationException(file + " is larger than 1 MiB");
            }
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new InvalidConfigurationException(file + " cannot be read: " + e.getMessage());
        }
    }

    /** Reads a configuration from text; {@code name} is the file's name in messages. */
    public static Configuration parse(String yaml, String name) throws InvalidConfigurationException {
        try {
            var unknown = KnownKeys.firstUnknown(YAML.readTree(yaml), Configuration.class, "");
            if (unknown.isPresent()) {
                throw new InvalidConfigurationException(name + ": " + unknown.get());
            }
            var configuration = YAML.readValue(yaml, Configuration.class);
            if (configuration == null) {
                throw new InvalidConfigurationException(name + " is empty; participant.id is missing");
            }
            return configuration;
        } catch (JacksonException e) {
            throw new InvalidConfigurationException(place(name, e) + explain(e));
        }
    }

    private static String place(String name, JacksonException e) {
        var location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? name + ": "
                : name + " line " + location.getLineNr() + ": ";
    }

    private static String explain(JacksonException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = cause instanceof JacksonException jackson
                ? jackson.getOriginalMessage().lines().findFirst().orElse("")
                : String.valueOf(cause.getMessage());
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return message;
        }
        var path = mapping.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
        return message.contains(path) ? message : path + ": " + message;
    }

    /** The configuration does not hold; the message is one line for people. */
    public static final class InvalidConfigurationException extends Exception {
        public InvalidConfigurationException(String message) {
            super(message);
        }
    }
}
