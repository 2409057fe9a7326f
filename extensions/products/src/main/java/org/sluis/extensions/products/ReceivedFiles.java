// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The folder in which the received versions of one dataset arrive, each once, as JSON to the byte and as CSV.
 *
 * <p>Version 12 is {@code 000012.json} and {@code 000012.csv}; {@code latest.json} and {@code latest.csv} are the newest.
 * Each file is there whole or not at all. The file {@code .sequence} holds the last version that is complete: after a
 * crash the version in hand is written again, to the same bytes under the same names. Several writers
 * wait for each other.
 */
public final class ReceivedFiles {
    private static final String SEQUENCE = ".sequence";
    private static final String PREFIX = "urn:sluis:";

    private final Path folder;
    private final Function<Product, Optional<Mapping>> layouts;

    /**
     * Files received in a folder, which is made when the first one comes.
     *
     * @param layouts the mapping in whose layout the CSV of a product is written; none means JSON only
     */
    public ReceivedFiles(Path folder, Function<Product, Optional<Mapping>> layouts) {
        this.folder = folder;
        this.layouts = layouts;
    }

    /**
     * The folder for a dataset of a partner: names that others chose cannot lead out of it, and no two share one.
     *
     * @param received the folder for everything received
     */
    public static Path folder(Path received, String partner, String dataset) {
        return received.resolve(segment(partner)).resolve(segment(dataset));
    }

    private static String segment(String name) {
        boolean ours = name.matches(PREFIX + "[A-Za-z0-9].*");
        var text = ours ? name.substring(PREFIX.length()) : name;
        // Names of another kind are marked, so that none of them becomes the same as one of ours.
        var segment = new StringBuilder(ours || text.matches("[A-Za-z0-9-]+") ? "" : "_");
        for (byte character : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = character == '-' || (character > 0 && Character.isLetterOrDigit(character));
            if (plain) {
                segment.append((char) character);
            } else if (character == ':') {
                segment.append('.');
            } else {
                segment.append(String.format(Locale.ROOT, "_%02x", character & 0xFF));
            }
        }
        // File systems end at 255 bytes.
        return segment.length() > 150
                ? segment.substring(0, 100) + "_" + Documents.sha256(name).substring(0, 32)
                : segment.toString();
    }

    /** The sequence of the last version that was written; 0 when there is none. */
    public long last() throws IOException {
        try {
            var text = Files.readString(folder.resolve(SEQUENCE), StandardCharsets.UTF_8)
                    .strip();
            return Long.parseLong(text);
        } catch (NoSuchFileException none) {
            return 0;
        } catch (NumberFormatException broken) {
            throw new IOException(
                    folder.resolve(SEQUENCE) + ": not a number; write the sequence of the last version into it",
                    broken);
        }
    }

    /** The outcome of writing. */
    public sealed interface Written {
        /** The files that are new, most important first. */
        record New(List<Path> files) implements Written {}

        /** This version, or a newer one, was written before. */
        record Before() implements Written {}

        /** The document is not JSON, or is none of the product it names; nothing was written. */
        record Unreadable(String reason) implements Written {}
    }

    /**
     * Writes a version, once.
     *
     * @throws IOException if it could not be written completely; {@link #last} is unchanged then
     */
    public Written write(long sequence, byte[] document) throws IOException {
        if (sequence < 1) {
            return new Written.Unreadable("a version has a sequence of 1 or more, not " + sequence);
        }
        if (sequence <= last()) {
            return new Written.Before();
        }
        JsonNode json;
        try {
            json = Documents.JSON.readTree(document);
        } catch (JsonProcessingException broken) {
            return new Written.Unreadable("not JSON: " + broken.getOriginalMessage());
        }
        if (json.isMissingNode()) {
            return new Written.Unreadable("not JSON: the document is empty");
        }
        var product = Product.named(json.path("product").asText());
        if (product.isPresent()) {
            var violations = RowSchema.of(product.get()).violations(json);
            if (!violations.isEmpty()) {
                return new Written.Unreadable(
                        "not a document of " + product.get().id() + ": " + violations.get(0));
            }
        }
        var csv = product.flatMap(layouts).map(mapping -> new ExportWriter(mapping).write(json));
        return writeAlone(sequence, document, csv);
    }

    private Written writeAlone(long sequence, byte[] json, Optional<byte[]> csv) throws IOException {
        Files.createDirectories(folder);
        try (var channel =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            // Looked at again, now that nobody else writes here.
            return lock.isValid() && sequence > last()
                    ? new Written.New(write(sequence, json, csv))
                    : new Written.Before();
        } catch (OverlappingFileLockException busy) {
            throw new IOException(folder + ": another follower in this process writes here", busy);
        }
    }

    private List<Path> write(long sequence, byte[] json, Optional<byte[]> csv) throws IOException {
        var name = String.format(Locale.ROOT, "%06d", sequence);
        var jsonFile = folder.resolve(name + ".json");
        var csvFile = folder.resolve(name + ".csv");
        var files = new LinkedHashMap<Path, byte[]>();
        files.put(jsonFile, json);
        csv.ifPresent(bytes -> files.put(csvFile, bytes));
        csv.ifPresent(bytes -> files.put(folder.resolve("latest.csv"), bytes));
        files.put(folder.resolve("latest.json"), json);
        // INVARIANT: the last one; before it the version counts as not received.
        files.put(folder.resolve(SEQUENCE), (sequence + "\n").getBytes(StandardCharsets.UTF_8));
        DurableFiles.write(files);
        return csv.isPresent() ? List.of(jsonFile, csvFile) : List.of(jsonFile);
    }
}
