// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.Sha256;
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
        var json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT).put("origin", subject.origin()).put("self", subject.self());
        subject.peer().ifPresent(peer -> json.put("peer", peer));
        subject.role().ifPresent(role -> json.put("role", role));
        json.put("created", subject.created()).put("tree", wholeTree ? "whole" : "inclusion");
        var streams = json.putArray("streams");
        for (var stream : subject.streams()) {
            var node = streams.addObject().put("id", stream.id().toString());
            stream.agreement().ifPresent(agreement -> node.put("agreement", agreement));
        }
        var listed = json.putObject("files");
        files.forEach((name, file) -> listed.putObject(name)
                .put("bytes", file.bytes())
                .put("sha256", file.sha256().hex()));
        return json.toString().getBytes(StandardCharsets.UTF_8);
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
        ObjectNode listed = manifest.object("files");
        for (var file : listed.properties()) {
            var entry = new JsonFields(FileNames.MANIFEST, file.getValue());
            entry.only(Set.of("bytes", "sha256"));
            var hash = Hash.fromHex(entry.text("sha256")).orElseThrow(() -> entry.wrong("sha256"));
            files.put(file.getKey(), new FileEntry(entry.number("bytes"), hash));
        }
        return files;
    }
}
