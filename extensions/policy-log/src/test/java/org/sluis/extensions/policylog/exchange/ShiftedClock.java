// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The real time, later by what a test does not want to wait. */
final class ShiftedClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    void skip(Duration time) {
        ahead = ahead.plus(time);
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
