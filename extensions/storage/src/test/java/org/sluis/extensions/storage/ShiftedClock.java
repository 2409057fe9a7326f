// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, as far off as a test says. */
final class ShiftedClock extends Clock {

    private volatile Duration off = Duration.ZERO;

    void move(Duration by) {
        off = off.plus(by);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(off);
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
