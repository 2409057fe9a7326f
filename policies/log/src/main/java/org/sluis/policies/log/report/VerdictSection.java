// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.sluis.policies.log.bundle.Finding;
import org.sluis.policies.log.bundle.Verdict;

/** The verdict first, then what it rests on. */
final class VerdictSection {

    private static final int MOST = 200;

    private VerdictSection() {}

    static void write(Html html, Verdict verdict, List<Finding> findings) throws IOException {
        banner(html, verdict, Words.verdict(verdict), Words.meaning(verdict));
        findings(html, findings);
    }

    static void banner(Html html, Verdict verdict, String word, String meaning) throws IOException {
        html.open("div", "verdict " + Words.kind(verdict));
        html.element("strong", "", word);
        html.element("span", "", meaning);
        html.close("div");
    }

    /** Faults with what to do about them, the worst first; then what the reader should merely know. */
    static void findings(Html html, List<Finding> findings) throws IOException {
        var sorted = findings.stream()
                .sorted((one, two) -> two.verdict().compareTo(one.verdict()))
                .limit(MOST)
                .toList();
        if (sorted.isEmpty()) {
            return;
        }
        html.table("", List.of("Finding", "Where", "What", "What to do"));
        for (var finding : sorted) {
            boolean notice = finding.verdict() == Verdict.OK;
            html.row(
                    notice ? "" : Words.kind(finding.verdict()),
                    List.of(
                            notice ? "to know" : finding.verdict().name().toLowerCase(Locale.ROOT),
                            where(finding),
                            finding.message(),
                            notice ? "" : CheckWords.advice(finding)));
        }
        html.endTable();
        if (findings.size() > MOST) {
            html.paragraph(Words.number(findings.size() - MOST) + " further findings are not listed here.");
        }
    }

    private static String where(Finding finding) {
        var entry = finding.entry().isPresent() ? "entry " + finding.entry().getAsLong() + ", " : "";
        return entry + (finding.file().isEmpty() ? "the bundle" : finding.file()) + ", check "
                + finding.check().label();
    }
}
