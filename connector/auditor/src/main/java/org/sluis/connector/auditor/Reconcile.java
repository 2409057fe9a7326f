// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.log.Chunks;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.bundle.Verdict;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.reconcile.Match;
import org.sluis.policies.log.reconcile.Reconciler;
import org.sluis.policies.log.reconcile.Reconciliation;
import org.sluis.policies.log.report.ReconciliationReport;
import org.sluis.policies.log.report.ReconciliationWords;
import org.sluis.policies.log.report.Words;

/** Do the bundles of both parties tell the same story? Both are verified first. */
final class Reconcile {

    private static final int MOST_EVENTS = 1_000;

    private static final Arguments.Options OPTIONS = new Arguments.Options(
            Set.of(Anchors.ANCHOR, Anchors.FILE, Anchors.CLOCK_BOUND, "--html"),
            Set.of(Anchors.ANCHOR, Anchors.FILE),
            Set.of("--json", "--force", "--progress"));

    private Reconcile() {}

    static int run(Console console, List<String> args) throws UsageException, FileException {
        var arguments = Arguments.parse(args, OPTIONS);
        var files = arguments.operands(2);
        var trust = Anchors.trust(arguments);
        var html = arguments.value("--html");
        var page = html.isPresent()
                ? Optional.of(OutputFile.of(html.get(), arguments.has("--force")))
                : Optional.<OutputFile>empty();
        var both = verified(files, trust, arguments.has("--progress"), console);
        var provider = isConsumers(both.first()) ? both.second() : both.first();
        var consumer = isConsumers(both.first()) ? both.first() : both.second();
        var comparison = provider.holds() && consumer.holds()
                ? Optional.of(Reconciler.usual().reconcile(bundle(provider), bundle(consumer)))
                : Optional.<Reconciliation>empty();
        var verdict = Verdict.worst(List.of(
                provider.verdict(),
                consumer.verdict(),
                comparison.map(Reconciliation::verdict).orElse(Verdict.OK)));
        if (arguments.has("--json")) {
            console.out().print(json(verdict, provider, consumer, comparison) + "\n");
        } else {
            print(console, verdict, provider, consumer, comparison);
        }
        if (page.isPresent() && comparison.isPresent()) {
            page.get()
                    .write(out -> ReconciliationReport.write(
                            provider.verification(), consumer.verification(), comparison.get(), out));
        } else if (page.isPresent()) {
            console.error("no page was written, as nothing was compared");
        }
        return verdict.exitCode();
    }

    /** At the same time: much of the work on one bundle is one thing after the other. */
    private static Chunks.Both<CheckedBundle> verified(
            List<String> files, Trust trust, boolean progress, Console console) throws UsageException, FileException {
        var one = InputFile.path(files.get(0));
        var other = InputFile.path(files.get(1));
        var oneBytes = InputFile.map(one);
        var otherBytes = InputFile.map(other);
        return Chunks.both(
                () -> CheckedBundle.of(one, oneBytes, trust, progress, console),
                () -> CheckedBundle.of(other, otherBytes, trust, progress, console));
    }

    /** Whose bundle is named first is no matter: each says which side it is. */
    private static boolean isConsumers(CheckedBundle checked) {
        return checked.verification()
                .bundle()
                .flatMap(bundle -> bundle.manifest().subject().role())
                .filter("consumer"::equals)
                .isPresent();
    }

    private static Bundle bundle(CheckedBundle checked) {
        return checked.verification().bundle().orElseThrow();
    }

    private static JsonString text(String text) {
        return new JsonString(text);
    }

    private static String json(
            Verdict verdict, CheckedBundle provider, CheckedBundle consumer, Optional<Reconciliation> comparison) {
        var json = new LinkedHashMap<>(Json.verdict(verdict));
        json.put("compared", text(comparison.isPresent() ? "yes" : "no"));
        json.put("provider", Json.verification(provider.verification()));
        json.put("consumer", Json.verification(consumer.verification()));
        comparison.ifPresent(known -> json.put("reconciliation", Json.reconciliation(known)));
        return new JsonObject(json).toString();
    }

    private static void print(
            Console console,
            Verdict verdict,
            CheckedBundle provider,
            CheckedBundle consumer,
            Optional<Reconciliation> comparison) {
        console.line(Words.verdict(verdict) + ": "
                + (comparison.isPresent()
                        ? ReconciliationWords.verdict(verdict) + ". " + ReconciliationWords.meaning(verdict)
                        : "A bundle that does not verify cannot be compared with another."));
        comparison.ifPresent(known -> print(console, known));
        side(console, "provider", provider);
        side(console, "consumer", consumer);
        console.limits();
    }

    private static void print(Console console, Reconciliation comparison) {
        console.lines(FindingLines.of(comparison.findings(), Path.of("both bundles")));
        for (var match : Match.values()) {
            console.line(match.label() + ": " + Words.number(comparison.count(match)) + ". "
                    + ReconciliationWords.meaning(match));
        }
        comparison.pairings().stream()
                .filter(pairing -> pairing.match() != Match.MATCHED)
                .limit(MOST_EVENTS)
                .forEach(pairing -> console.line("  " + pairing.line()));
        if (comparison.erasedAtProvider() + comparison.erasedAtConsumer() > 0) {
            console.line("to know: " + Words.entries(comparison.erasedAtProvider()) + " of the provider and "
                    + Words.number(comparison.erasedAtConsumer())
                    + " of the consumer were erased and cannot be compared any more");
        }
    }

    private static void side(Console console, String role, CheckedBundle checked) {
        console.line("the " + role + "'s bundle " + checked.file() + ": " + Words.verdict(checked.verdict()) + ": "
                + Words.meaning(checked.verdict()));
        FindingLines.of(checked.verification().findings(), checked.file()).forEach(line -> console.line("  " + line));
        BundleLines.of(checked.verification()).forEach(line -> console.line("  " + line));
    }
}
