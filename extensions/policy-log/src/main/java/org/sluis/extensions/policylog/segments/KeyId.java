// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.sluis.policies.log.leaf.StreamId;

/**
 * Names a sealing key.
 *
 * @param month UTC, of the leaf's time
 * @param number from 1, one more after the key before was destroyed; {@link #ERASURES} for entries that record erasures
 */
record KeyId(StreamId stream, YearMonth month, int number) {

    /** These entries prove that others were erased rightly, so their key is never destroyed. */
    static final int ERASURES = 0;

    static YearMonth monthOf(long time) {
        return YearMonth.from(Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC));
    }

    /** The file's name below the folder of keys, without its ending. */
    String name() {
        return month + "/" + stream + "." + number;
    }
}
