// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.List;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.SignedNote;

/** Who else stands behind this bundle: neutral witnesses and the other party; and the policies. */
final class PartiesCheck {

    private PartiesCheck() {}

    static void witnesses(List<VerifiedCheckpoint> history, Bundle bundle, AcceptedKeys keys, Findings findings) {
        var newest = history.get(history.size() - 1);
        if (newest.cosignatures(keys.witnesses()).isEmpty()) {
            findings.incomplete(Check.WITNESS, FileNames.CHECKPOINT, "no neutral witness");
        }
        if (bundle.manifest().subject().peer().isEmpty()) {
            return;
        }
        if (newest.cosignatures(keys.peer()).isEmpty()) {
            findings.incomplete(Check.PEER, FileNames.CHECKPOINT, "one-sided: the other party did not cosign");
        }
        if (bundle.note(FileNames.HEADS).verify(keys.peer()).signatures().isEmpty()) {
            findings.incomplete(
                    Check.PEER, FileNames.HEADS, "one-sided: the other party did not sign where the streams end");
        }
    }

    /** What the other party signed about its own log must be signed by it; reconciling compares the content. */
    static void peer(Bundle bundle, AcceptedKeys keys, Findings findings) {
        for (var file : bundle.folder("peer/")) {
            var note = bundle.note(file);
            if (note.verify(keys.peer()).signatures().isEmpty()) {
                unsigned(note, file, bundle, findings);
            }
            boolean readable = file.equals(FileNames.PEER_HEADS)
                    ? StreamHeadsNote.parse(note.text()).isPresent()
                    : Checkpoint.parse(note.text()).isPresent();
            if (!readable) {
                findings.unreadable(Check.PEER, file, "the note is not of the form of the format page");
            }
        }
    }

    /** A reader may not know the other party's key; a signature that nobody claims is another matter. */
    private static void unsigned(SignedNote note, String file, Bundle bundle, Findings findings) {
        if (note.verify(AcceptedKeys.claimed(bundle, BundleKey.Use.PEER))
                .signatures()
                .isEmpty()) {
            findings.tampered(Check.PEER, file, "the other party did not sign");
        } else {
            findings.incomplete(Check.PEER, file, "one-sided: signed by a key of the other party that is not believed");
        }
    }

    static void policies(Bundle bundle, Payloads payloads, Findings findings) {
        payloads.policies().forEach((digest, entry) -> {
            if (!bundle.files().containsKey("policies/" + digest + ".json")) {
                findings.incomplete(
                        Check.POLICY, "policies/", "the policy of entry " + entry + " is not in the bundle");
            }
        });
    }
}
