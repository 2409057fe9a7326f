// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of this machine, some time ahead. */
public final class ShiftedClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    /** Moves this clock further. */
    public void move(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
