// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluis.policies.log.bundle.Check;
import org.sluis.policies.log.bundle.Verdict;
import org.sluis.policies.log.bundle.Verification;

/** Each check in plain words, and how it went. */
final class ChecksSection {

    private static final List<Check> ORDER = List.of(
            Check.CONTAINER,
            Check.FORMAT,
            Check.FILES,
            Check.KEYS,
            Check.MANIFEST,
            Check.CHECKPOINT,
            Check.PAYLOAD,
            Check.INCLUSION,
            Check.STREAM,
            Check.HEADS,
            Check.CONSISTENCY,
            Check.ERASURE,
            Check.RESTORED,
            Check.TIME,
            Check.WITNESS,
            Check.PEER,
            Check.POLICY,
            Check.SEAL,
            Check.RECEIPT);

    /** Checks that make no sense when the newest checkpoint does not hold (FORMAT.md section 6). */
    private static final Set<Check> ON_CHECKPOINT = Set.of(
            Check.INCLUSION,
            Check.STREAM,
            Check.HEADS,
            Check.CONSISTENCY,
            Check.RESTORED,
            Check.TIME,
            Check.WITNESS,
            Check.PEER);

    private ChecksSection() {}

    static void write(Html html, Verification verification) throws IOException {
        Map<Check, Verdict> results = new EnumMap<>(Check.class);
        verification
                .findings()
                .forEach(finding -> results.merge(
                        finding.check(), finding.verdict(), (one, two) -> Verdict.worst(List.of(one, two))));
        boolean believed = !verification.signatures().isEmpty();
        html.heading("What was checked");
        html.table("", List.of("Check", "Question", "Result", "What it means"));
        for (var check : ORDER) {
            var verdict = results.getOrDefault(check, Verdict.OK);
            boolean skipped = verdict == Verdict.OK && !believed && ON_CHECKPOINT.contains(check);
            var words = CheckWords.of(check);
            html.row(
                    skipped ? "part" : verdict == Verdict.OK ? "" : Words.kind(verdict),
                    List.of(
                            check.label(),
                            words.question(),
                            skipped ? "not checked" : result(verdict),
                            skipped
                                    ? "Not checked, because the newest checkpoint does not hold."
                                    : verdict == Verdict.OK ? words.holds() : words.fails()));
        }
        html.endTable();
    }

    private static String result(Verdict verdict) {
        return switch (verdict) {
            case OK -> "holds";
            case INCOMPLETE -> "incomplete";
            case UNREADABLE -> "unreadable";
            case TAMPERED -> "fails";
        };
    }
}
