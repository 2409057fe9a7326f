// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.BundleKey;
import org.sluis.policies.log.bundle.CheckpointSignature;
import org.sluis.policies.log.bundle.Verdict;
import org.sluis.policies.log.bundle.Verification;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.report.EntryCounts;
import org.sluis.policies.log.report.Words;

/** What is in a bundle, in figures. */
final class BundleLines {

    private BundleLines() {}

    static List<String> of(Verification verification) {
        var lines = new ArrayList<String>();
        verification.bundle().ifPresent(bundle -> {
            var counts = EntryCounts.of(bundle);
            boolean believed = verification.verdict() == Verdict.OK || verification.verdict() == Verdict.INCOMPLETE;
            lines.add((believed ? "" : "as the bundle itself says, which is not to be relied on: ")
                    + Words.entries(counts.entries()) + ", " + Words.number(counts.allowed()) + " allowed, "
                    + Words.number(counts.denied()) + " denied, " + Words.number(counts.erased()) + " erased");
            lines.add(checkpoints(bundle));
        });
        if (verification.bundle().isPresent() && verification.signatures().isEmpty()) {
            lines.add("signed by nobody who counts");
        }
        verification.signatures().forEach(signature -> lines.add(signature(signature)));
        return lines;
    }

    static long earlier(Bundle bundle) {
        return bundle.files().keySet().stream()
                .filter(name -> name.startsWith("checkpoints/"))
                .count();
    }

    private static String checkpoints(Bundle bundle) {
        long all = earlier(bundle) + 1;
        var newest = Checkpoint.parse(bundle.notes().get("checkpoint").text())
                .map(checkpoint ->
                        "; the newest of " + Words.entries(checkpoint.head().size()) + " of " + checkpoint.origin())
                .orElse("");
        return all + (all == 1 ? " checkpoint" : " checkpoints") + newest;
    }

    private static String signature(CheckpointSignature signature) {
        var by = signature.key().did() + " (" + role(signature.key().use()) + ")";
        return signature.time().isPresent()
                ? "cosigned by " + by + " at "
                        + Words.time(Instant.ofEpochSecond(
                                Math.min(signature.time().getAsLong(), Instant.MAX.getEpochSecond())))
                        + " UTC"
                : "signed by " + by;
    }

    private static String role(BundleKey.Use use) {
        return switch (use) {
            case LOG -> "owner of the log";
            case PEER -> "other party";
            case WITNESS -> "neutral witness";
        };
    }

    static String use(BundleKey.Use use) {
        return use.name().toLowerCase(Locale.ROOT);
    }
}
