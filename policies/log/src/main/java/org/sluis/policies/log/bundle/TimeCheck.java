// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.time.Duration;
import java.util.List;

/** Does time run forward, and does it fit what others saw when? */
final class TimeCheck {

    private static final long SECOND = 1_000;

    private TimeCheck() {}

    static void check(Bundle bundle, List<VerifiedCheckpoint> history, Duration bound, Findings findings) {
        long before = 0;
        for (var entry : bundle.entries()) {
            if (entry.entry().leaf().time() < before) {
                findings.tampered(Check.TIME, FileNames.LEAVES, entry.index(), "is older than an entry before it");
            }
            before = Math.max(before, entry.entry().leaf().time());
        }
        for (var checkpoint : history) {
            for (var cosignature : checkpoint.cosignatures()) {
                compare(bundle, checkpoint, cosignature.time().orElseThrow(), bound, findings);
            }
        }
    }

    /**
     * What a cosigner saw at a time is not from after it; what is not in that tree is not from before it. As times ascend, the
     * last entry seen and the first not seen tell it for all.
     */
    private static void compare(
            Bundle bundle, VerifiedCheckpoint checkpoint, long seconds, Duration bound, Findings findings) {
        int seen = bundle.entriesBefore(checkpoint.head().size());
        if (seen > 0 && age(bundle, seen - 1, seconds).compareTo(bound.plusMillis(SECOND)) > 0) {
            findings.tampered(
                    Check.TIME,
                    FileNames.LEAVES,
                    bundle.entries().get(seen - 1).index(),
                    "claims a time after it was cosigned in " + checkpoint.file());
        }
        if (seen < bundle.entries().size()
                && age(bundle, seen, seconds).negated().compareTo(bound) > 0) {
            findings.tampered(
                    Check.TIME,
                    FileNames.LEAVES,
                    bundle.entries().get(seen).index(),
                    "claims a time before " + checkpoint.file() + " was cosigned, which does not have it: back-dated");
        }
    }

    private static Duration age(Bundle bundle, int entry, long seconds) {
        return Duration.ofMillis(bundle.entries().get(entry).entry().leaf().time())
                .minusSeconds(seconds);
    }
}
