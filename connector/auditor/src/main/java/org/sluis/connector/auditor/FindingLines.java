// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sluis.policies.log.bundle.Finding;
import org.sluis.policies.log.bundle.Verdict;
import org.sluis.policies.log.report.CheckWords;

/** Findings as lines for people. */
final class FindingLines {

    private FindingLines() {}

    /** The worst first; what the reader should merely know comes last. */
    static List<String> of(List<Finding> findings, Path bundle) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::verdict).reversed())
                .map(finding -> line(finding, bundle))
                .toList();
    }

    /** Entry, file, check: what; what to do. */
    private static String line(Finding finding, Path bundle) {
        var where = Stream.of(
                        finding.entry().isPresent() ? "entry " + finding.entry().getAsLong() : "",
                        "file " + (finding.file().isEmpty() ? bundle.toString() : finding.file()),
                        "check " + finding.check().label())
                .filter(text -> !text.isEmpty())
                .toList();
        var line = String.join(", ", where) + ": " + finding.message();
        return finding.verdict() == Verdict.OK
                ? "to know: " + line
                : line + "; what to do: " + CheckWords.advice(finding);
    }
}
