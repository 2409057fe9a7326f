// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.Finding;
import org.sluis.policies.log.bundle.Verdict;

/** The entries one by one, by day; a page bears only so many. */
final class EntriesSection {

    static final int MOST = 20_000;

    private static final List<String> TITLES = List.of("#Entry", "Time (UTC)", "What", "Outcome", "Dataset", "Details");

    private EntriesSection() {}

    static void write(Html html, Bundle bundle, List<Finding> findings) throws IOException {
        var faulty = findings.stream()
                .filter(finding ->
                        finding.verdict() != Verdict.OK && finding.entry().isPresent())
                .map(finding -> finding.entry().getAsLong())
                .collect(Collectors.toSet());
        html.heading("All entries");
        int shown = Math.min(MOST, bundle.entries().size());
        if (shown == 0) {
            html.paragraph("There are none.");
        }
        LocalDate day = null;
        for (var entry : bundle.entries().subList(0, shown)) {
            var facts = EntryFacts.of(entry);
            var own = facts.logged().atZone(ZoneOffset.UTC).toLocalDate();
            if (!own.equals(day)) {
                if (day != null) {
                    html.endTable();
                }
                day = own;
                html.element("h3", "", day.toString());
                html.table("", TITLES);
            }
            row(html, facts, faulty);
        }
        if (day != null) {
            html.endTable();
        }
        if (bundle.entries().size() > shown) {
            html.paragraph("These are the first " + Words.entries(shown) + " of "
                    + Words.number(bundle.entries().size()) + "; the list as CSV has them all.");
        }
    }

    private static void row(Html html, EntryFacts facts, Set<Long> faulty) throws IOException {
        boolean bad = faulty.contains(facts.index());
        html.row(
                bad ? "bad" : facts.erasedBy().isPresent() ? "gone" : "",
                List.of(
                        Long.toString(facts.index()),
                        Words.clock(facts.logged()),
                        Words.type(facts.type()),
                        bad ? "does not hold" : facts.decision(),
                        facts.dataset(),
                        details(facts)));
    }

    private static String details(EntryFacts facts) {
        var erased = facts.erasedBy().isPresent()
                ? "erased by entry " + facts.erasedBy().getAsLong()
                : "";
        var erases = facts.erases().stream().limit(20).map(String::valueOf).collect(Collectors.joining(", "));
        return Stream.of(
                        erased,
                        facts.purpose(),
                        facts.reasons(),
                        facts.cell("action"),
                        facts.cell("label"),
                        facts.cell("state", "to"),
                        facts.bytes().isEmpty() ? "" : facts.bytes() + " bytes",
                        erases.isEmpty() ? "" : "erases " + erases,
                        facts.actor().isEmpty() ? "" : "by " + facts.actor())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" · "));
    }
}
