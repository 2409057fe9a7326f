// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.UUID;

/** Ids of decisions. */
public final class DecisionIds {

    private static final int BITS_BESIDE_THE_TIME = 16;
    private static final long VERSION = 0x7000;
    private static final long RANDOM = 0x0fff;

    private DecisionIds() {}

    /**
     * A new one: version 7 of RFC 9562, the time in milliseconds and then 74 random bits. Ids of one time lie together in an index;
     * with ids that are random altogether each new one would touch another page of it.
     */
    public static UUID next() {
        var random = UUID.randomUUID();
        long time = System.currentTimeMillis() << BITS_BESIDE_THE_TIME;
        return new UUID(time | VERSION | (random.getMostSignificantBits() & RANDOM), random.getLeastSignificantBits());
    }
}
