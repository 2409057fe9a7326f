// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.StrictBase64;
import org.sluis.policies.log.bundle.BundleEntry;
import org.sluis.policies.log.json.JsonReader;
import org.sluis.policies.log.json.MalformedJsonException;
import org.sluis.policies.log.leaf.LeafRecord;
import org.sluis.policies.log.leaf.SaltedPayload;

/**
 * The entry that a proof is about: one line, spelled like a line of payloads.jsonl, with the leaf record in it.
 *
 * @param payload empty when it was erased or is withheld
 */
record LeafFile(LeafRecord leaf, Optional<SaltedPayload> payload) {

    static final String SUFFIX = ".leaf.json";

    private static final int MOST_BYTES = SaltedPayload.MOST_BYTES + 2_000;
    private static final Pattern LINE = Pattern.compile(
            "\\{\"index\":[0-9]{1,18},\"leaf\":\"([A-Za-z0-9+/=]{1,1000})\""
                    + "(?:,\"salt\":\"([A-Za-z0-9+/]{43}=)\",\"payload\":(\\{.*\\})|,\"erasedBy\":[0-9]{1,18})?\\}\\n?",
            Pattern.DOTALL);

    /** The line of an entry. */
    static String line(BundleEntry entry) {
        var head = "{\"index\":" + entry.index() + ",\"leaf\":\""
                + StrictBase64.encode(entry.entry().leaf().bytes()) + '"';
        return entry.payload()
                .map(payload ->
                        head + ",\"salt\":\"" + payload.salt().base64() + "\",\"payload\":" + payload.json() + '}')
                .orElseGet(() -> head + ",\"erasedBy\":" + entry.erasedBy().orElseThrow() + '}');
    }

    /** Reads a line as {@link #line} writes it, or the bare bytes of a leaf record. */
    static LeafFile read(Path file) throws FileException {
        var bytes = InputFile.bytes(file, MOST_BYTES);
        var bare = LeafRecord.parse(bytes);
        if (bare.isPresent()) {
            return new LeafFile(bare.get(), Optional.empty());
        }
        var line = LINE.matcher(text(file, bytes));
        if (!line.matches()) {
            throw malformed(file);
        }
        var leaf = StrictBase64.decode(line.group(1)).flatMap(LeafRecord::parse).orElseThrow(() -> malformed(file));
        if (line.group(2) == null) {
            return new LeafFile(leaf, Optional.empty());
        }
        var salt = Hash.fromBase64(line.group(2)).orElseThrow(() -> malformed(file));
        try {
            return new LeafFile(leaf, Optional.of(new SaltedPayload(salt, line.group(3))));
        } catch (IllegalArgumentException e) {
            throw new FileException(file, e.getMessage());
        }
    }

    private static String text(Path file, byte[] bytes) throws FileException {
        try {
            return JsonReader.text(ByteBuffer.wrap(bytes));
        } catch (MalformedJsonException e) {
            throw malformed(file);
        }
    }

    private static FileException malformed(Path file) {
        return new FileException(file, "is neither a leaf record nor an entry as prove writes it");
    }
}
