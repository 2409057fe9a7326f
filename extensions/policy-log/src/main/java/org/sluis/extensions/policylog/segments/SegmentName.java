// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a segment by what comes first in it. Two segments may begin with the same entry when there are only checkpoints in the
 * first one; they differ in the sequence.
 */
record SegmentName(long firstIndex, long firstSequence) implements Comparable<SegmentName> {

    /** What stands before the first segment. */
    static final SegmentName NONE = new SegmentName(-1, -1);

    private static final Pattern FILE = Pattern.compile("([0-9]{20})-([0-9]{20})\\.log");
    private static final Comparator<SegmentName> ORDER =
            Comparator.comparingLong(SegmentName::firstSequence).thenComparingLong(SegmentName::firstIndex);

    static Optional<SegmentName> parse(String file) {
        var match = FILE.matcher(file);
        try {
            return match.matches()
                    ? Optional.of(new SegmentName(Long.parseLong(match.group(1)), Long.parseLong(match.group(2))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String file() {
        return String.format(Locale.ROOT, "%020d-%020d.log", firstIndex, firstSequence);
    }

    @Override
    public int compareTo(SegmentName other) {
        return ORDER.compare(this, other);
    }
}
