// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.util.List;

/** What nobody can learn from a log. */
public final class LimitsSection {

    /** One sentence each. */
    public static final List<String> LIMITS = List.of(
            "Events that no side logged. A log shows that what was logged is unaltered and complete, not that everything was"
                    + " logged.",
            "Use of the data inside other systems, after it was received.",
            "The destruction of copies: an entry can claim it, nothing can prove it.",
            "Who sat at the keyboard: people appear under pseudonyms that only the owner of the log can resolve.",
            "The published parts of the log (tiles) reveal how much happened and when, though not what.");

    private LimitsSection() {}

    static void write(Html html) throws IOException {
        html.heading("What this log cannot show");
        html.open("div", "limits").open("ul", "");
        for (var limit : LIMITS) {
            html.element("li", "", limit);
        }
        html.close("ul").close("div");
    }
}
