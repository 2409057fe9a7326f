// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.sluis.policies.log.bundle.Bundle;

/** What data went and came: bytes, digests, receipts. */
final class DataSection {

    private DataSection() {}

    static void write(Html html, Bundle bundle, Summary summary) throws IOException {
        html.heading("What was released and received");
        if (summary.movements.isEmpty()) {
            html.paragraph(
                    summary.released == 0
                            ? "No entry records data that was released or received."
                            : Words.number(summary.released)
                                    + " releases were allowed; no entry records how much was transferred.");
            return;
        }
        html.paragraph("Allowed: " + Words.count(summary.released, "release") + ". Recorded: "
                + Words.count(summary.receipts, "receipt") + " of "
                + String.format(Locale.ROOT, "%,d", summary.receiptBytes) + " bytes.");
        html.table(
                "mono", List.of("#Entry", "Time (UTC)", "What", "Dataset", "Transfer", "#Bytes", "SHA-256", "Receipt"));
        for (var facts : summary.movements) {
            html.row(
                    "",
                    List.of(
                            Long.toString(facts.index()),
                            Words.time(facts.logged()),
                            Words.type(facts.type()),
                            facts.dataset(),
                            transfer(facts),
                            facts.bytes(),
                            facts.sha256(),
                            receipt(bundle, facts)));
        }
        html.endTable();
        if (summary.furtherMovements() > 0) {
            html.paragraph(Words.entries(summary.furtherMovements()) + " more are in the list of entries as CSV.");
        }
    }

    private static String transfer(EntryFacts facts) {
        var flow = facts.cell("corr", "flowId");
        return flow.isEmpty() ? facts.cell("corr", "transferId") : flow;
    }

    private static String receipt(Bundle bundle, EntryFacts facts) {
        var hash = facts.cell("receipt", "sha256");
        if (hash.isEmpty()) {
            return "none";
        }
        return bundle.files().containsKey("receipts/" + hash + ".jws") ? hash : hash + " (not in this bundle)";
    }
}
