// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.json.JsonArray;
import org.sluis.policies.log.json.JsonNumber;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.json.JsonValue;
import org.sluis.policies.log.leaf.StreamId;

/**
 * What a bundle is about and which files it has.
 *
 * @param files by name; all but the manifest and its note
 */
public record Manifest(Subject subject, boolean wholeTree, SortedMap<String, FileEntry> files) {

    /**
     * Whose log, and which streams of it are here from their first to their last leaf.
     *
     * @param self DID of the log's owner
     * @param peer DID of the other party; empty when there is none
     * @param role {@code provider} or {@code consumer} in the agreement; empty when there is none
     * @param created when the bundle was made, RFC 3339; said, not proven
     */
    public record Subject(
            String origin,
            String self,
            Optional<String> peer,
            Optional<String> role,
            String created,
            List<Stream> streams) {

        public Subject {
            streams = List.copyOf(streams);
        }
    }

    /**
     * A stream that is here as a whole.
     *
     * @param agreement id of the agreement that the stream tells of; empty for other streams
     */
    public record Stream(StreamId id, Optional<String> agreement) {}

    /** How long a file is and what it hashes to. */
    public record FileEntry(long bytes, Hash sha256) {

        static FileEntry of(ByteBuffer content) {
            return new FileEntry(content.remaining(), Sha256.of(content));
        }
    }

    static final String FORMAT = "sluis-policy-log-bundle/1";

    private static final Set<String> ROLES = Set.of("provider", "consumer");
    private static final int MOST_STREAMS = 10_000;

    static Manifest parse(ByteBuffer bytes) throws UnreadableBundleException {
        var fields = JsonFields.read(FileNames.MANIFEST, bytes);
        fields.only(Set.of("format", "origin", "self", "peer", "role", "created", "tree", "streams", "files"));
        if (!fields.text("format").equals(FORMAT)) {
            throw new UnreadableBundleException(FileNames.MANIFEST, "format is not " + FORMAT);
        }
        var role = fields.optionalText("role");
        var tree = fields.text("tree");
        if (role.filter(name -> !ROLES.contains(name)).isPresent()
                || !Set.of("whole", "inclusion").contains(tree)) {
            throw new UnreadableBundleException(FileNames.MANIFEST, "role or tree is none of the known words");
        }
        var subject = new Subject(
                fields.text("origin"),
                fields.text("self"),
                fields.optionalText("peer"),
                role,
                fields.text("created"),
                streams(fields));
        return new Manifest(subject, tree.equals("whole"), files(fields));
    }

    byte[] bytes() {
        var json = new LinkedHashMap<String, JsonValue>();
        put(json, "format", Optional.of(FORMAT));
        put(json, "origin", Optional.of(subject.origin()));
        put(json, "self", Optional.of(subject.self()));
        put(json, "peer", subject.peer());
        put(json, "role", subject.role());
        put(json, "created", Optional.of(subject.created()));
        put(json, "tree", Optional.of(wholeTree ? "whole" : "inclusion"));
        json.put(
                "streams",
                new JsonArray(subject.streams().stream().map(Manifest::json).toList()));
        var listed = new LinkedHashMap<String, JsonValue>();
        files.forEach((name, file) -> listed.put(name, json(file)));
        json.put("files", new JsonObject(listed));
        return new JsonObject(json).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonValue json(Stream stream) {
        var json = new LinkedHashMap<String, JsonValue>();
        put(json, "id", Optional.of(stream.id().toString()));
        put(json, "agreement", stream.agreement());
        return new JsonObject(json);
    }

    private static JsonValue json(FileEntry file) {
        var json = new LinkedHashMap<String, JsonValue>();
        json.put("bytes", JsonNumber.of(file.bytes()));
        put(json, "sha256", Optional.of(file.sha256().hex()));
        return new JsonObject(json);
    }

    private static void put(Map<String, JsonValue> json, String name, Optional<String> text) {
        text.ifPresent(value -> json.put(name, new JsonString(value)));
    }

    /** What the log's key signs: the format's name, the origin, the hash of the manifest. */
    static String noteText(String origin, Hash manifest) {
        return FORMAT + '\n' + origin + '\n' + manifest.base64() + '\n';
    }

    private static List<Stream> streams(JsonFields manifest) throws UnreadableBundleException {
        var streams = new ArrayList<Stream>();
        for (var fields : manifest.objects("streams", MOST_STREAMS)) {
            fields.only(Set.of("id", "agreement"));
            var id = StreamId.fromHex(fields.text("id")).orElseThrow(() -> fields.wrong("id"));
            streams.add(new Stream(id, fields.optionalText("agreement")));
        }
        if (streams.isEmpty() || streams.stream().map(Stream::id).distinct().count() < streams.size()) {
            throw manifest.wrong("streams");
        }
        return streams;
    }

    private static SortedMap<String, FileEntry> files(JsonFields manifest) throws UnreadableBundleException {
        var files = new TreeMap<String, FileEntry>();
        for (var file : manifest.object("files").members().entrySet()) {
            var entry = new JsonFields(FileNames.MANIFEST, file.getValue());
            entry.only(Set.of("bytes", "sha256"));
            var hash = Hash.fromHex(entry.text("sha256")).orElseThrow(() -> entry.wrong("sha256"));
            files.put(file.getKey(), new FileEntry(entry.number("bytes"), hash));
        }
        return files;
    }
}
