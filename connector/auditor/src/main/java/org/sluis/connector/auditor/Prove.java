// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.BundleEntry;
import org.sluis.policies.log.merkle.Frontier;
import org.sluis.policies.log.merkle.InMemoryNodes;
import org.sluis.policies.log.merkle.InclusionProof;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.TlogProof;
import org.sluis.policies.log.report.Words;

/** Takes the proof of one entry out of a bundle, for somebody who must not see the rest. */
final class Prove {

    private static final Arguments.Options OPTIONS = new Arguments.Options(
            Set.of(Anchors.ANCHOR, Anchors.FILE, Anchors.CLOCK_BOUND, "--out"),
            Set.of(Anchors.ANCHOR, Anchors.FILE),
            Set.of("--force", "--progress"));

    private Prove() {}

    static int run(Console console, List<String> args) throws UsageException, FileException {
        var arguments = Arguments.parse(args, OPTIONS);
        var operands = arguments.operands(2);
        if (!operands.get(1).matches("[0-9]{1,18}")) {
            throw new UsageException("the index of an entry is a number, not " + operands.get(1));
        }
        long index = Long.parseLong(operands.get(1));
        boolean force = arguments.has("--force");
        var name = arguments.value("--out");
        var to = name.isPresent() ? Optional.of(OutputFile.of(name.get(), force)) : Optional.<OutputFile>empty();
        var leafTo = to.isPresent() ? Optional.of(to.get().and(LeafFile.SUFFIX)) : Optional.<OutputFile>empty();
        var checked = CheckedBundle.of(operands.get(0), Anchors.trust(arguments), arguments.has("--progress"), console);
        if (!checked.holds()) {
            console.note(Words.verdict(checked.verdict()) + ": " + Words.meaning(checked.verdict()));
            FindingLines.of(checked.verification().findings(), checked.file()).forEach(console::note);
            console.error("no proof was written, as the bundle does not verify");
            return checked.verdict().exitCode();
        }
        var bundle = checked.verification().bundle().orElseThrow();
        var entry = bundle.entry(index)
                .orElseThrow(() -> new UsageException("entry " + index + " is not in " + checked.file()));
        var proof = new String(proof(bundle, entry).bytes(), StandardCharsets.UTF_8);
        if (to.isPresent()) {
            leafTo.get().write(out -> out.append(LeafFile.line(entry)).append('\n'));
            to.get().write(out -> out.append(proof));
            console.line("The proof of entry " + index + " is in " + to.get().path() + ", the entry in "
                    + leafTo.get().path() + ":");
            console.line(LeafFile.line(entry));
        } else {
            console.out().print(proof);
            console.err().print(LeafFile.line(entry) + "\n");
        }
        return Auditor.OK;
    }

    private static TlogProof proof(Bundle bundle, BundleEntry entry) {
        return new TlogProof(
                Optional.empty(),
                entry.index(),
                path(bundle, entry),
                bundle.notes().get("checkpoint"));
    }

    private static InclusionProof path(Bundle bundle, BundleEntry entry) {
        if (!bundle.manifest().wholeTree()) {
            return bundle.proofs().get(bundle.entries().indexOf(entry));
        }
        var nodes = new InMemoryNodes();
        var frontier = new Frontier(nodes);
        bundle.entries().forEach(each -> frontier.appendHash(each.entry().hash()));
        return new TreeProofs(nodes).inclusion(entry.index(), frontier.size());
    }
}
