// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import org.sluis.policies.log.bundle.Bundle;

/** How many entries a bundle has, and of which outcome. */
public record EntryCounts(long entries, long allowed, long denied, long erased) {

    public static EntryCounts of(Bundle bundle) {
        long allowed = 0;
        long denied = 0;
        long erased = 0;
        for (var entry : bundle.entries()) {
            erased += entry.erasedBy().isPresent() ? 1 : 0;
            if (entry.payload().filter(payload -> mayDecide(payload.json())).isPresent()) {
                var facts = EntryFacts.of(entry);
                allowed += facts.allowed() ? 1 : 0;
                denied += facts.denied() ? 1 : 0;
            }
        }
        return new EntryCounts(bundle.entries().size(), allowed, denied, erased);
    }

    /** Spares the reading of what has no outcome; with an escape any word may stand there. */
    private static boolean mayDecide(String json) {
        return json.indexOf('\\') >= 0 || json.contains("\"decision\"") || json.contains("request.refused");
    }
}
