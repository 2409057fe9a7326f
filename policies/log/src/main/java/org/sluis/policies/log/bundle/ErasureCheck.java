// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.List;
import org.sluis.policies.log.leaf.StreamPosition;

/** Was a missing payload erased by an entry that says so? */
final class ErasureCheck {

    private ErasureCheck() {}

    static void check(Bundle bundle, Payloads payloads, Findings findings) {
        for (var entry : bundle.entries()) {
            if (entry.erasedBy().isEmpty()) {
                continue;
            }
            long by = entry.erasedBy().getAsLong();
            if (legitimate(bundle, payloads, entry, by)) {
                findings.notice(Check.ERASURE, FileNames.PAYLOADS, entry.index(), "erased by #" + by);
            } else {
                findings.tampered(
                        Check.ERASURE,
                        FileNames.PAYLOADS,
                        entry.index(),
                        "is said to be erased by #" + by + ", but no such erasure of it is in the log");
            }
        }
    }

    /** The erasure is a later entry of one of the same streams, and it names the entry. */
    private static boolean legitimate(Bundle bundle, Payloads payloads, BundleEntry erased, long by) {
        var streams = erased.entry().leaf().streams().stream()
                .map(StreamPosition::stream)
                .toList();
        return by > erased.index()
                && payloads.erasures().getOrDefault(by, List.of()).contains(erased.index())
                && bundle.entry(by).stream()
                        .flatMap(entry -> entry.entry().leaf().streams().stream())
                        .anyMatch(position -> streams.contains(position.stream()));
    }
}
