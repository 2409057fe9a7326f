// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sluis.policies.log.Hash;

/** The names of a bundle's files: a closed list, so that no path can lead anywhere. */
final class FileNames {

    static final String MANIFEST = "manifest.json";
    static final String MANIFEST_NOTE = "manifest.note";
    static final String KEYS = "keys.json";
    static final String CHECKPOINT = "checkpoint";
    static final String LEAVES = "leaves.bin";
    static final String PROOFS = "proofs.bin";
    static final String PAYLOADS = "payloads.jsonl";
    static final String HEADS = "heads.note";
    static final String SEAL = "seal.jws";
    static final String PEER_CHECKPOINT = "peer/checkpoint";
    static final String PEER_HEADS = "peer/heads.note";

    /** What every bundle has beside manifest and note. */
    static final List<String> REQUIRED = List.of(CHECKPOINT, HEADS, KEYS, LEAVES, PAYLOADS);

    private static final Pattern KNOWN = Pattern.compile("manifest\\.json|manifest\\.note|keys\\.json|checkpoint"
            + "|leaves\\.bin|proofs\\.bin|payloads\\.jsonl|heads\\.note|seal\\.jws|peer/checkpoint|peer/heads\\.note"
            + "|checkpoints/[0-9]{6}\\.note|consistency/[0-9]{6}\\.bin|did/[0-9]{4}\\.json|rotations/[0-9]{4}\\.note"
            + "|policies/[0-9a-f]{64}\\.json|receipts/[0-9a-f]{64}\\.jws|entries\\.csv|report\\.html");

    private FileNames() {}

    static boolean known(String name) {
        return KNOWN.matcher(name).matches();
    }

    static String earlier(int number) {
        return String.format(Locale.ROOT, "checkpoints/%06d.note", number);
    }

    /** The consistency proof that belongs to an earlier checkpoint. */
    static String consistency(String earlier) {
        return earlier.replace("checkpoints/", "consistency/").replace(".note", ".bin");
    }

    /** The hash in the name of a policy or a receipt. */
    static String hash(String file) {
        int start = file.indexOf('/') + 1;
        return file.substring(start, start + 2 * Hash.BYTES);
    }

    static String did(int number) {
        return String.format(Locale.ROOT, "did/%04d.json", number);
    }

    /** The earlier checkpoint that a consistency proof belongs to. */
    static String provenBy(String consistency) {
        return consistency.replace("consistency/", "checkpoints/").replace(".bin", ".note");
    }

    static String rotation(int number) {
        return String.format(Locale.ROOT, "rotations/%04d.note", number);
    }

    /** A name that may be hostile, cut short and without control characters. */
    static String printable(String name) {
        var shown = name.replaceAll("[^ -~]", "?");
        return shown.length() > 80 ? shown.substring(0, 80) + "..." : shown;
    }
}
