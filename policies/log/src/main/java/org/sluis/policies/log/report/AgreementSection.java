// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sluis.policies.log.bundle.Bundle;

/** Which agreement, under which policy, until when. */
final class AgreementSection {

    private AgreementSection() {}

    static void write(Html html, Bundle bundle, Summary summary) throws IOException {
        html.heading("Which agreement, and until when");
        var agreements = bundle.manifest().subject().streams().stream()
                .flatMap(stream -> stream.agreement().stream())
                .distinct()
                .limit(100)
                .toList();
        if (agreements.isEmpty()) {
            html.paragraph("This bundle is not about an agreement.");
        }
        for (var agreement : agreements) {
            html.pairs(rows(bundle, summary, agreement));
        }
        var policies = bundle.files().keySet().stream()
                .filter(name -> name.startsWith("policies/"))
                .toList();
        if (!policies.isEmpty()) {
            html.paragraph("Policies in this bundle, by the SHA-256 of their text:");
            html.open("ul", "");
            for (var policy : policies.subList(0, Math.min(100, policies.size()))) {
                html.element("li", "", policy.substring("policies/".length(), policy.length() - ".json".length()));
            }
            html.close("ul");
        }
    }

    private static List<List<String>> rows(Bundle bundle, Summary summary, String agreement) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("Agreement", agreement));
        var validity = summary.validity.get(agreement);
        rows.add(List.of(
                "Valid until",
                validity == null
                        ? "no entry states an end"
                        : validity.cell("validity", "until") + " (stated by entry " + validity.index() + ")"));
        for (var facts : summary.milestones.getOrDefault(agreement, List.of())) {
            var seal = facts.cell("seal", "sha256");
            rows.add(List.of(
                    Words.type(facts.type()),
                    Words.time(facts.logged()) + ", entry " + facts.index()
                            + (seal.isEmpty() ? "" : ", seal " + seal)
                            + (facts.dataset().isEmpty() ? "" : ", dataset " + facts.dataset())
                            + (facts.reasons().isEmpty() ? "" : ", " + facts.reasons())));
        }
        rows.add(List.of("Seal in this bundle", bundle.files().containsKey("seal.jws") ? "yes" : "no"));
        return rows;
    }
}
