// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.time.Duration;

/**
 * What the log is bounded by.
 *
 * @param segmentBytes a segment that is larger is followed by a new one
 * @param aheadBytes zeros written ahead of the end of a segment, so that a sync has no file length to record
 * @param groupEntries most entries that share one sync
 * @param groupBytes most bytes that share one sync; a single request may have more
 * @param queueBytes most bytes that wait for the disk
 * @param patience how long a caller waits for a place in the queue, and then for the disk
 * @param pause between two attempts to recover a log that cannot be written
 */
record Limits(
        int segmentBytes,
        int aheadBytes,
        int groupEntries,
        int groupBytes,
        int queueBytes,
        Duration patience,
        Duration pause) {

    static final Limits STANDARD =
            new Limits(128 << 20, 4 << 20, 1024, 4 << 20, 32 << 20, Duration.ofSeconds(10), Duration.ofSeconds(1));
}
