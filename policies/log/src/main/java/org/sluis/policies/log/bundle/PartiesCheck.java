// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.List;
import java.util.Optional;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.note.Checkpoint;

/** Who else stands behind this bundle: neutral witnesses, the other party, the seal, receipts, the policies. */
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
                findings.tampered(Check.PEER, file, "the other party did not sign");
            }
            boolean readable = file.equals(FileNames.PEER_HEADS)
                    ? StreamHeadsNote.parse(note.text()).isPresent()
                    : Checkpoint.parse(note.text()).isPresent();
            if (!readable) {
                findings.unreadable(Check.PEER, file, "the note is not of the form of the format page");
            }
        }
    }

    static void attachments(Bundle bundle, Payloads payloads, Findings findings) {
        seal(bundle, payloads, findings);
        payloads.policies().forEach((digest, entry) -> {
            if (!bundle.files().containsKey("policies/" + digest + ".json")) {
                findings.incomplete(
                        Check.POLICY, "policies/", "the policy of entry " + entry + " is not in the bundle");
            }
        });
        payloads.receipts().forEach((hash, entries) -> {
            if (entries.size() > 1) {
                findings.tampered(
                        Check.RECEIPT,
                        FileNames.PAYLOADS,
                        entries.get(1),
                        "records a receipt for the second time, after entry " + entries.get(0));
            }
            if (!bundle.files().containsKey("receipts/" + hash + ".jws")) {
                findings.incomplete(
                        Check.RECEIPT, "receipts/", "the receipt of entry " + entries.get(0) + " is not in the bundle");
            }
        });
        for (var file : bundle.folder("receipts/")) {
            if (!payloads.receipts()
                    .containsKey(file.substring("receipts/".length(), file.length() - ".jws".length()))) {
                findings.tampered(Check.RECEIPT, file, "no entry records this receipt");
            }
        }
    }

    private static void seal(Bundle bundle, Payloads payloads, Findings findings) {
        var hash = Optional.ofNullable(bundle.files().get(FileNames.SEAL))
                .map(content -> Sha256.of(content).hex());
        boolean agreement = bundle.manifest().subject().streams().stream()
                .anyMatch(stream -> stream.agreement().isPresent());
        if (hash.isPresent() && !payloads.seals().contains(hash.get())) {
            findings.tampered(Check.SEAL, FileNames.SEAL, "no entry records this seal");
        } else if (hash.isEmpty() && agreement) {
            findings.incomplete(Check.SEAL, FileNames.SEAL, "one-sided: there is no seal of both parties");
        }
    }
}
