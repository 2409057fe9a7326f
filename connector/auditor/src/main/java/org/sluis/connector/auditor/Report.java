// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.report.EntriesCsv;
import org.sluis.policies.log.report.EntriesJsonLines;
import org.sluis.policies.log.report.HtmlReport;
import org.sluis.policies.log.report.Words;

/** The entries of a bundle for people and for other programs; the bundle is verified first, and the verdict is told. */
final class Report {

    private static final Arguments.Options OPTIONS = new Arguments.Options(
            Set.of(Anchors.ANCHOR, Anchors.FILE, Anchors.CLOCK_BOUND, "--format", "--out"),
            Set.of(Anchors.ANCHOR, Anchors.FILE),
            Set.of("--force", "--progress"));

    private Report() {}

    static int run(Console console, List<String> args) throws UsageException, FileException, IOException {
        var arguments = Arguments.parse(args, OPTIONS);
        var file = arguments.operands(1).get(0);
        var format = arguments.value("--format").orElse("html");
        if (!List.of("html", "csv", "jsonl").contains(format)) {
            throw new UsageException("--format is html, csv or jsonl");
        }
        var name = arguments.value("--out");
        var to = name.isPresent()
                ? Optional.of(OutputFile.of(name.get(), arguments.has("--force")))
                : Optional.<OutputFile>empty();
        var checked = CheckedBundle.of(file, Anchors.trust(arguments), arguments.has("--progress"), console);
        var bundle = checked.verification().bundle();
        // the page itself tells the verdict; a table does not, and its reader must see it all the same
        console.note(Words.verdict(checked.verdict()) + ": " + Words.meaning(checked.verdict()));
        if (bundle.isEmpty()) {
            FindingLines.of(checked.verification().findings(), checked.file()).forEach(console::note);
            console.error("no report was written, as the bundle cannot be read");
            return checked.verdict().exitCode();
        }
        var content = content(format, checked, bundle.get());
        if (to.isPresent()) {
            to.get().write(content);
        } else {
            OutputFile.write(content, console.out());
        }
        return checked.verdict().exitCode();
    }

    private static OutputFile.Content content(String format, CheckedBundle checked, Bundle bundle) {
        return switch (format) {
            case "csv" -> out -> EntriesCsv.write(bundle, out);
            case "jsonl" -> out -> EntriesJsonLines.write(bundle, out);
            default -> out -> HtmlReport.write(checked.verification(), out);
        };
    }
}
