// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluis.policies.log.bundle.Bundle;
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

    /** How a check went, in words; the kind is one of {@link Style}. */
    private record Row(String kind, String result, String meaning) {}

    private static final Row SKIPPED =
            new Row("part", "not checked", "Not checked, because the newest checkpoint does not hold.");

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
            var row = skipped ? SKIPPED : verdict == Verdict.OK ? holding(check, verification) : fault(check, verdict);
            html.row(row.kind(), List.of(check.label(), CheckWords.of(check).question(), row.result(), row.meaning()));
        }
        html.endTable();
    }

    private static Row fault(Check check, Verdict verdict) {
        return new Row(
                Words.kind(verdict), result(verdict), CheckWords.of(check).fails());
    }

    /** Without a fault; but where there was nothing to check, nothing was shown. */
    private static Row holding(Check check, Verification verification) {
        if (check == Check.KEYS && verification.withoutAnchors()) {
            return new Row(
                    "",
                    "on its own word",
                    "The bundle alone says whose keys these are. It shows that it is whole, not who made it; verify with keys"
                            + " that you have from elsewhere.");
        }
        if (verification.bundle().filter(bundle -> applies(check, bundle)).isEmpty()) {
            return new Row("", "does not apply", "There is nothing of this kind in the bundle.");
        }
        return new Row("", "holds", CheckWords.of(check).holds());
    }

    private static boolean applies(Check check, Bundle bundle) {
        var subject = bundle.manifest().subject();
        return switch (check) {
            case PEER -> subject.peer().isPresent();
            case CONSISTENCY -> bundle.files().keySet().stream().anyMatch(name -> name.startsWith("checkpoints/"));
            case SEAL ->
                bundle.files().containsKey("seal.jws")
                        || subject.streams().stream()
                                .anyMatch(stream -> stream.agreement().isPresent());
            case RECEIPT -> bundle.files().keySet().stream().anyMatch(name -> name.startsWith("receipts/"));
            case POLICY -> bundle.files().keySet().stream().anyMatch(name -> name.startsWith("policies/"));
            default -> true;
        };
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
