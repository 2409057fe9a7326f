// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import org.sluis.policies.log.merkle.Frontier;
import org.sluis.policies.log.merkle.TreeHead;

/** Are the leaves in the tree of the checkpoint? */
final class TreeCheck {

    private TreeCheck() {}

    static void check(Bundle bundle, TreeHead head, Progress progress, Findings findings) {
        if (bundle.manifest().wholeTree()) {
            whole(bundle, head, findings);
        } else {
            each(bundle, head, progress, findings);
        }
    }

    private static void whole(Bundle bundle, TreeHead head, Findings findings) {
        var frontier = new Frontier();
        for (var entry : bundle.entries()) {
            if (entry.index() != frontier.size()) {
                findings.tampered(Check.INCLUSION, FileNames.LEAVES, frontier.size(), "is missing from the whole tree");
                return;
            }
            frontier.appendHash(entry.entry().hash());
        }
        if (!frontier.head().equals(head)) {
            findings.tampered(
                    Check.INCLUSION,
                    FileNames.LEAVES,
                    "the leaves do not make the tree of the checkpoint: " + frontier.size() + " leaves here, "
                            + head.size() + " there, or another root");
        }
    }

    private static void each(Bundle bundle, TreeHead head, Progress progress, Findings findings) {
        for (int i = 0; i < bundle.entries().size(); i++) {
            var entry = bundle.entries().get(i);
            if (!bundle.proofs().get(i).proves(entry.entry().hash(), entry.index(), head)) {
                findings.tampered(
                        Check.INCLUSION,
                        FileNames.PROOFS,
                        entry.index(),
                        "is not proven to be in the checkpoint's tree");
            }
            progress.entries("checking proofs", i + 1, bundle.entries().size());
        }
    }
}
