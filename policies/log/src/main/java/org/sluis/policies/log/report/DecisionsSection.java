// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.util.List;

/** Who was allowed what; what was denied and why; what else happened. */
final class DecisionsSection {

    private static final List<String> SUBJECT = List.of("Partner", "What", "Dataset", "Purpose", "Agreement");

    private DecisionsSection() {}

    static void write(Html html, Summary summary) throws IOException {
        html.heading("Who was allowed what");
        summary.allowed.write(html, SUBJECT, "Nothing was allowed.");
        html.heading("What was denied, and why");
        summary.denied.write(
                html, List.of("Partner", "What", "Dataset", "Purpose", "Agreement", "Why"), "Nothing was denied.");
        html.heading("What else happened");
        summary.events.write(html, List.of("Event", "Details", "By"), "Nothing else is recorded.");
    }
}
