// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.sluis.policies.log.merkle.InclusionProof;
import org.sluis.policies.log.note.SignedNote;

/** Reads the files of a bundle into values; believes nothing. */
final class BundleReader {

    private static final int MOST_ROTATIONS = 64;

    private BundleReader() {}

    static Manifest manifest(SortedMap<String, ByteBuffer> files) throws UnreadableBundleException {
        return Manifest.parse(required(files, FileNames.MANIFEST));
    }

    static Bundle read(Manifest manifest, SortedMap<String, ByteBuffer> files, Progress progress)
            throws UnreadableBundleException {
        for (var name : FileNames.REQUIRED) {
            required(files, name);
        }
        required(files, FileNames.MANIFEST_NOTE);
        requireForms(files);
        var leaves = Leaves.parse(files.get(FileNames.LEAVES));
        var entries = PayloadLines.parse(files.get(FileNames.PAYLOADS), leaves, progress);
        return new Bundle(
                manifest,
                BundleKeys.parse(files.get(FileNames.KEYS)),
                entries,
                proofs(manifest, files, leaves.size()),
                notes(files),
                files);
    }

    /** Reads the files that checks read later, so that a malformed one ends the reading and not half of the checks. */
    private static void requireForms(SortedMap<String, ByteBuffer> files) throws UnreadableBundleException {
        int rotations = 0;
        for (var file : files.entrySet()) {
            if (file.getKey().startsWith("consistency/")) {
                Hashes.consistency(file.getKey(), file.getValue());
            } else if (file.getKey().startsWith("did/")) {
                DidKeys.parse(file.getKey(), file.getValue());
            } else if (file.getKey().startsWith("rotations/") && ++rotations > MOST_ROTATIONS) {
                throw new UnreadableBundleException(file.getKey(), "more than " + MOST_ROTATIONS + " rotations");
            }
        }
    }

    private static List<InclusionProof> proofs(Manifest manifest, SortedMap<String, ByteBuffer> files, int leaves)
            throws UnreadableBundleException {
        if (!manifest.wholeTree()) {
            return Hashes.inclusion(required(files, FileNames.PROOFS), leaves);
        }
        if (files.containsKey(FileNames.PROOFS)) {
            throw new UnreadableBundleException(FileNames.PROOFS, "has no place beside a whole tree");
        }
        return List.of();
    }

    private static Map<String, SignedNote> notes(SortedMap<String, ByteBuffer> files) throws UnreadableBundleException {
        var notes = new HashMap<String, SignedNote>();
        for (var file : files.entrySet()) {
            var name = file.getKey();
            if (!name.endsWith(".note") && !name.endsWith(FileNames.CHECKPOINT)) {
                continue;
            }
            if (file.getValue().remaining() > SignedNote.MOST_BYTES) {
                throw new UnreadableBundleException(name, "longer than " + SignedNote.MOST_BYTES + " bytes");
            }
            var bytes = new byte[file.getValue().remaining()];
            file.getValue().duplicate().get(bytes);
            notes.put(
                    name,
                    SignedNote.parse(bytes)
                            .orElseThrow(() -> new UnreadableBundleException(name, "not a signed note")));
        }
        return notes;
    }

    private static ByteBuffer required(SortedMap<String, ByteBuffer> files, String name)
            throws UnreadableBundleException {
        var content = files.get(name);
        if (content == null) {
            throw new UnreadableBundleException(name, "is missing");
        }
        return content;
    }
}
