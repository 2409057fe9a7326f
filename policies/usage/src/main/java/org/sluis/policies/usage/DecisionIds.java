// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.UUID;

/** Ids of decisions. */
public final class DecisionIds {

    private static final int BITS_BESIDE_THE_TIME = 16;
    private static final long VERSION = 0x7000;
    private static final long RANDOM = 0x0fff;

    private DecisionIds() {}

    /**
     * A new one for a decision of that time: version 7 of RFC 9562, the time in milliseconds and then 74 random bits. Ids of one time lie together in an index;
     * with ids that are random altogether each new one would touch another page of it.
     *
     * @param time not before 1970
     */
    public static UUID at(Instant time) {
        var random = UUID.randomUUID();
        long millis = time.toEpochMilli() << BITS_BESIDE_THE_TIME;
        return new UUID(
                millis | VERSION | (random.getMostSignificantBits() & RANDOM), random.getLeastSignificantBits());
    }
}
