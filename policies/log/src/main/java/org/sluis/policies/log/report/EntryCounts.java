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
            var facts = EntryFacts.of(entry);
            allowed += facts.allowed() ? 1 : 0;
            denied += facts.denied() ? 1 : 0;
            erased += facts.erasedBy().isPresent() ? 1 : 0;
        }
        return new EntryCounts(bundle.entries().size(), allowed, denied, erased);
    }
}
