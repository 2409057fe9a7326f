// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.sluis.policies.log.merkle.InclusionProof;
import org.sluis.policies.log.note.SignedNote;

/**
 * What a bundle says, read but not believed; {@link BundleVerifier} tells what of it holds.
 *
 * @param keys as claimed by the bundle
 * @param entries ascending
 * @param proofs one for each entry; empty when the whole tree is here
 * @param notes all signed notes by the name of their file
 * @param files the bytes of every file
 */
public record Bundle(
        Manifest manifest,
        List<BundleKey> keys,
        List<BundleEntry> entries,
        List<InclusionProof> proofs,
        Map<String, SignedNote> notes,
        SortedMap<String, ByteBuffer> files) {

    public Bundle {
        keys = List.copyOf(keys);
        entries = List.copyOf(entries);
        proofs = List.copyOf(proofs);
        notes = Map.copyOf(notes);
    }

    /** The note of a file that every bundle has. */
    SignedNote note(String file) {
        return notes.get(file);
    }

    /** The entry at that index of the log, if it is in the bundle. */
    public Optional<BundleEntry> entry(long index) {
        int place = entriesBefore(index);
        return place < entries.size() && entries.get(place).index() == index
                ? Optional.of(entries.get(place))
                : Optional.empty();
    }

    /** How many of the bundle's entries stand before that index of the log. */
    int entriesBefore(long index) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).index() < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Names of the files in a folder, sorted. */
    List<String> folder(String prefix) {
        return files.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }
}
