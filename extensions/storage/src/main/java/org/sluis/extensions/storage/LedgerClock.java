// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A clock that never runs back: behind the highest time it told, or that the ledger has on record, it stands still. */
final class LedgerClock {

    private final Clock clock;
    private Instant highest;

    /** Starts no earlier than {@code floor}. */
    LedgerClock(Clock clock, Instant floor) {
        this.clock = clock;
        this.highest = floor;
    }

    /** To the microsecond, as the database keeps it. */
    synchronized Instant now(Instant highestOnRecord) {
        highest = latest(latest(clock.instant().truncatedTo(ChronoUnit.MICROS), highestOnRecord), highest);
        return highest;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
