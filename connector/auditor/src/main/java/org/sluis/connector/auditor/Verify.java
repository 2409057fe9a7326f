// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.sluis.policies.log.report.Words;

/** Is anything in a bundle altered, removed or added? Takes the proof of a single entry as well. */
final class Verify {

    private static final String PROOF = "c2sp.org/tlog-proof@v1\n";
    private static final String LEAF = "--leaf";

    private static final Arguments.Options OPTIONS = new Arguments.Options(
            Set.of(Anchors.ANCHOR, Anchors.FILE, Anchors.CLOCK_BOUND, LEAF),
            Set.of(Anchors.ANCHOR, Anchors.FILE),
            Set.of("--json", "--progress"));

    private Verify() {}

    static int run(Console console, List<String> args) throws UsageException, FileException {
        var arguments = Arguments.parse(args, OPTIONS);
        var file = InputFile.path(arguments.operands(1).get(0));
        var trust = Anchors.trust(arguments);
        var bytes = InputFile.map(file);
        if (InputFile.begins(bytes, PROOF)) {
            var leaf = arguments.value(LEAF);
            var leafFile = leaf.isPresent() ? InputFile.path(leaf.get()) : Path.of(file + LeafFile.SUFFIX);
            return VerifyProof.run(console, file, leafFile, leaf.isPresent(), trust, arguments.has("--json"));
        }
        if (arguments.value(LEAF).isPresent()) {
            throw new UsageException(LEAF + " goes with the proof of a single entry, not with a bundle");
        }
        var checked = CheckedBundle.of(file, bytes, trust, arguments.has("--progress"), console);
        print(console, checked, arguments.has("--json"));
        return checked.verdict().exitCode();
    }

    private static void print(Console console, CheckedBundle checked, boolean json) {
        if (json) {
            console.out().print(Json.verification(checked.verification()) + "\n");
            return;
        }
        console.line(Words.verdict(checked.verdict()) + ": " + Words.meaning(checked.verdict()));
        console.lines(FindingLines.of(checked.verification().findings(), checked.file()));
        console.lines(BundleLines.of(checked.verification()));
        console.limits();
    }
}
