// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.Verdict;
import org.sluis.policies.log.bundle.Verification;
import org.sluis.policies.log.reconcile.Event;
import org.sluis.policies.log.reconcile.Match;
import org.sluis.policies.log.reconcile.Pairing;
import org.sluis.policies.log.reconcile.Reconciliation;

/** Where two bundles agree and where not, as one page for people. */
public final class ReconciliationReport {

    private static final int MOST = 2_000;

    private ReconciliationReport() {}

    /** Writes the page; both bundles verified well enough to be compared. */
    public static void write(
            Verification provider, Verification consumer, Reconciliation reconciliation, Appendable out)
            throws IOException {
        var html = new Html(out);
        var verdict = Verdict.worst(List.of(provider.verdict(), consumer.verdict(), reconciliation.verdict()));
        html.begin("Policy log: two sides compared");
        html.element("h1", "", "Two sides of an agreement compared");
        html.element("p", "lead", self(provider) + " (provider) and " + self(consumer) + " (consumer)");
        VerdictSection.banner(
                html, verdict, ReconciliationWords.verdict(verdict), ReconciliationWords.meaning(verdict));
        sides(html, provider, consumer);
        classes(html, reconciliation);
        html.heading("What the sides hold of each other");
        if (reconciliation.findings().isEmpty()) {
            html.paragraph("Each side shows the log that the other has seen, under the same seal.");
        }
        VerdictSection.findings(html, reconciliation.findings());
        events(html, "Events that do not match", reconciliation, false);
        events(html, "Events that both tell alike", reconciliation, true);
        LimitsSection.write(html);
        html.end();
    }

    private static void sides(Html html, Verification provider, Verification consumer) throws IOException {
        html.heading("The two bundles");
        html.table("", List.of("Side", "Owner", "Log", "#Entries", "Verdict", "What it means"));
        side(html, "Provider", provider);
        side(html, "Consumer", consumer);
        html.endTable();
        VerdictSection.findings(
                html,
                provider.findings().stream()
                        .filter(finding -> finding.verdict() != Verdict.OK)
                        .toList());
        VerdictSection.findings(
                html,
                consumer.findings().stream()
                        .filter(finding -> finding.verdict() != Verdict.OK)
                        .toList());
    }

    private static void side(Html html, String role, Verification verification) throws IOException {
        html.row(
                verification.verdict() == Verdict.OK ? "" : Words.kind(verification.verdict()),
                List.of(
                        role,
                        self(verification),
                        verification
                                .bundle()
                                .map(bundle -> bundle.manifest().subject().origin())
                                .orElse(""),
                        Words.number(verification
                                .bundle()
                                .map(bundle -> bundle.entries().size())
                                .orElse(0)),
                        Words.verdict(verification.verdict()),
                        Words.meaning(verification.verdict())));
    }

    private static void classes(Html html, Reconciliation reconciliation) throws IOException {
        html.heading("Do they tell the same story?");
        html.table("", List.of("Class", "#Events", "What it means"));
        for (var match : Match.values()) {
            long count = reconciliation.count(match);
            html.row(
                    count == 0 || match.verdict() == Verdict.OK ? "" : Words.kind(match.verdict()),
                    List.of(match.label(), Words.number(count), ReconciliationWords.meaning(match)));
        }
        html.endTable();
        long erased = reconciliation.erasedAtProvider() + reconciliation.erasedAtConsumer();
        if (erased > 0) {
            html.paragraph(Words.entries(reconciliation.erasedAtProvider()) + " of the provider and "
                    + Words.number(reconciliation.erasedAtConsumer())
                    + " of the consumer were erased and cannot be compared any more.");
        }
    }

    private static void events(Html html, String heading, Reconciliation reconciliation, boolean matched)
            throws IOException {
        var chosen = reconciliation.pairings().stream()
                .filter(pairing -> (pairing.match() == Match.MATCHED) == matched)
                .toList();
        html.heading(heading);
        if (chosen.isEmpty()) {
            html.paragraph("There are none.");
            return;
        }
        html.table("", List.of("Class", "Event", "Provider", "Consumer", "Differences"));
        for (var pairing : chosen.subList(0, Math.min(MOST, chosen.size()))) {
            html.row(
                    matched ? "" : Words.kind(pairing.match().verdict()).replace("good", ""),
                    List.of(
                            pairing.match().label(),
                            pairing.key().replace("|", " ").strip(),
                            entry(pairing.provider()),
                            entry(pairing.consumer()),
                            differences(pairing)));
        }
        html.endTable();
        if (chosen.size() > MOST) {
            html.paragraph(Words.number(chosen.size() - MOST) + " more are not listed here.");
        }
    }

    private static String entry(Optional<Event> event) {
        return event.map(known -> "entry " + known.index() + ", " + Words.time(Instant.ofEpochMilli(known.happened())))
                .orElse("nothing");
    }

    private static String differences(Pairing pairing) {
        return String.join(
                "; ",
                pairing.differences().stream()
                        .map(fact -> fact.substring(1).replace('/', '.') + ": "
                                + pairing.provider()
                                        .map(event -> event.facts().getOrDefault(fact, "nothing"))
                                        .orElse("")
                                + " against "
                                + pairing.consumer()
                                        .map(event -> event.facts().getOrDefault(fact, "nothing"))
                                        .orElse(""))
                        .toList());
    }

    private static String self(Verification verification) {
        return verification
                .bundle()
                .map(Bundle::manifest)
                .map(manifest -> manifest.subject().self())
                .orElse("unreadable");
    }
}
