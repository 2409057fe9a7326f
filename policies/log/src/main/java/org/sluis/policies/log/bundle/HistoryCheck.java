// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.ArrayList;
import java.util.List;

/** Does the tree continue every earlier checkpoint, or say honestly that a backup was restored? */
final class HistoryCheck {

    private HistoryCheck() {}

    /** Verifies the earlier checkpoints and returns those that belong to this history, the newest included. */
    static List<VerifiedCheckpoint> check(
            Bundle bundle, VerifiedCheckpoint newest, AcceptedKeys keys, Payloads payloads, Findings findings)
            throws UnreadableBundleException {
        var history = new ArrayList<VerifiedCheckpoint>();
        for (var file : bundle.folder("consistency/")) {
            if (!bundle.files().containsKey(FileNames.provenBy(file))) {
                findings.tampered(Check.CONSISTENCY, file, "proves a checkpoint that is not in the bundle");
            }
        }
        for (var file : bundle.folder("checkpoints/")) {
            var earlier = CheckpointCheck.verify(bundle, file, keys, findings);
            if (earlier.isPresent() && continues(bundle, earlier.get(), newest, payloads, findings)) {
                history.add(earlier.get());
            }
        }
        history.add(newest);
        payloads.restored().forEach(restored -> name(restored, history, findings));
        return history;
    }

    private static boolean continues(
            Bundle bundle, VerifiedCheckpoint earlier, VerifiedCheckpoint newest, Payloads payloads, Findings findings)
            throws UnreadableBundleException {
        var file = FileNames.consistency(earlier.file());
        var content = bundle.files().get(file);
        if (content != null && Hashes.consistency(file, content).proves(earlier.head(), newest.head())) {
            return true;
        }
        boolean lost = content == null
                && payloads.restored().stream()
                        .anyMatch(restored -> restored.lost().contains(earlier.head()));
        if (!lost) {
            findings.tampered(
                    Check.CONSISTENCY,
                    earlier.file(),
                    earlier.head().size() == newest.head().size()
                            ? "the log signed two trees of " + newest.head().size() + " entries"
                            : "the newest tree is not proven to continue this one of "
                                    + earlier.head().size() + " entries");
        }
        return false;
    }

    /** A restored backup is named, counts as a gap, and must have been seen by somebody else. */
    private static void name(Restored restored, List<VerifiedCheckpoint> history, Findings findings) {
        boolean honest = restored.index() == restored.size()
                && restored.lost().stream().allMatch(head -> head.size() > restored.size());
        boolean cosigned = history.stream()
                .anyMatch(checkpoint -> checkpoint.head().size() > restored.index()
                        && !checkpoint.cosignatures().isEmpty());
        if (!honest || !cosigned) {
            findings.tampered(
                    Check.RESTORED,
                    FileNames.PAYLOADS,
                    restored.index(),
                    honest
                            ? "a restored backup that nobody else has cosigned"
                            : "does not fit what it says was restored");
            return;
        }
        findings.notice(
                Check.RESTORED, FileNames.PAYLOADS, restored.index(), "log.restored: the log continues from a backup");
        restored.lost()
                .forEach(head -> findings.incomplete(
                        Check.RESTORED,
                        FileNames.PAYLOADS,
                        "log.restored at entry " + restored.index() + ": entries " + restored.size() + " to "
                                + (head.size() - 1) + " of the tree of " + head.size() + " entries are lost"));
    }
}
