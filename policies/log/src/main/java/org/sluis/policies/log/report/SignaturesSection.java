// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.BundleKey;
import org.sluis.policies.log.bundle.CheckpointSignature;
import org.sluis.policies.log.note.Checkpoint;

/** The newest checkpoint, and who stands behind it. */
final class SignaturesSection {

    private SignaturesSection() {}

    static void write(Html html, Bundle bundle, List<CheckpointSignature> signatures) throws IOException {
        html.heading("Checkpoint, and who cosigned it");
        var checkpoint = Checkpoint.parse(bundle.notes().get("checkpoint").text());
        if (checkpoint.isPresent()) {
            html.pairs(List.of(
                    List.of("Log", checkpoint.get().origin()),
                    List.of(
                            "Entries in the log",
                            Words.number(checkpoint.get().head().size())),
                    List.of("Root of the tree", checkpoint.get().head().root().base64())));
        }
        if (signatures.isEmpty()) {
            html.paragraph("The checkpoint does not hold; no signature on it counts.");
            return;
        }
        html.table("", List.of("Who", "As", "Key", "When (UTC)"));
        for (var signature : signatures) {
            html.row(
                    "",
                    List.of(
                            signature.key().did(),
                            role(signature.key().use()),
                            signature.key().key().name(),
                            signature.time().isPresent()
                                    ? Words.time(Instant.ofEpochSecond(
                                            Math.min(signature.time().getAsLong(), Instant.MAX.getEpochSecond())))
                                    : "not stated"));
        }
        html.endTable();
    }

    private static String role(BundleKey.Use use) {
        return switch (use) {
            case LOG -> "owner of the log";
            case PEER -> "other party";
            case WITNESS -> "neutral witness";
        };
    }
}
