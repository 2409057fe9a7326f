// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.Manifest;
import org.sluis.policies.log.bundle.Verification;

/** A bundle as one page for people: what it shows, what was checked, and what it cannot show. */
public final class HtmlReport {

    private HtmlReport() {}

    /**
     * Writes the page. The same verification always gives the same page.
     *
     * @throws IllegalArgumentException when the bundle could not be read, so that there is nothing to tell
     */
    public static void write(Verification verification, Appendable out) throws IOException {
        var bundle = verification
                .bundle()
                .orElseThrow(() -> new IllegalArgumentException("there is no report of a bundle that cannot be read"));
        var summary = Summary.of(bundle);
        var html = new Html(out);
        html.begin("Policy log: " + about(bundle));
        html.element("h1", "", "Report on a policy log");
        html.element("p", "lead", about(bundle));
        VerdictSection.write(html, verification.verdict(), verification.findings());
        figures(html, bundle, summary);
        who(html, bundle, summary);
        AgreementSection.write(html, bundle, summary);
        DecisionsSection.write(html, summary);
        DataSection.write(html, bundle, summary);
        ChecksSection.write(html, verification);
        SignaturesSection.write(html, bundle, verification.signatures());
        EntriesSection.write(html, bundle, verification.findings());
        LimitsSection.write(html);
        html.element(
                "footer",
                "",
                "Made from the bundle's entries. This page is for reading; the evidence is the bundle, and whoever has it can"
                        + " verify it anew.");
        html.end();
    }

    private static void figures(Html html, Bundle bundle, Summary summary) throws IOException {
        html.open("ul", "figures");
        figure(html, Words.number(bundle.entries().size()), "entries");
        figure(html, Words.number(summary.allowed.entries()), "allowed");
        figure(html, Words.number(summary.denied.entries()), "denied");
        figure(html, Words.number(summary.released), "releases of data");
        figure(html, Words.number(summary.receipts), "receipts");
        figure(html, Words.number(summary.erased), "erased");
        html.close("ul");
    }

    private static void figure(Html html, String number, String what) throws IOException {
        html.open("li", "");
        html.element("b", "", number);
        html.element("span", "", what);
        html.close("li");
    }

    private static void who(Html html, Bundle bundle, Summary summary) throws IOException {
        var subject = bundle.manifest().subject();
        html.heading("Who");
        html.pairs(List.of(
                List.of("Owner of this log", subject.self()),
                List.of("Role in the agreement", subject.role().orElse("not stated")),
                List.of("Other party", subject.peer().orElse("none")),
                List.of("Log", subject.origin()),
                List.of("Period", summary.period()),
                List.of(
                        "Extent",
                        bundle.manifest().wholeTree()
                                ? "the whole log"
                                : Words.count(subject.streams().size(), "stream")
                                        + " of the log, each from its first to its last entry, as far as the checks hold"),
                List.of("Bundle made", subject.created() + " (said, not proven)")));
    }

    private static String about(Bundle bundle) {
        var subject = bundle.manifest().subject();
        var agreements = subject.streams().stream()
                .map(Manifest.Stream::agreement)
                .flatMap(agreement -> agreement.stream())
                .limit(3)
                .collect(Collectors.joining(", "));
        return (agreements.isEmpty() ? "Log" : "Agreement " + agreements) + " of " + subject.self()
                + subject.peer().map(peer -> " with " + peer).orElse("");
    }
}
