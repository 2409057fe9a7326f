// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.util.Map;
import org.eclipse.edc.spi.entity.StatefulEntity;
import org.sluis.extensions.protocol.machines.Machine;

/**
 * When EDC makes the next attempt of a step that failed: after a base delay, twice as long after each failure.
 *
 * @param baseMillis by machine, as EDC is configured
 */
record RetryDelays(Map<Machine, Long> baseMillis) {

    private static final int MOST_DOUBLINGS = 30;

    /** SQL for {@link #dueAt}; its parameter is the base delay. */
    static String dueAt(int initial, String state, String count, String timestamp) {
        return "(CASE WHEN %s > 1 AND %s <> %d THEN %s + ?::bigint * (1::bigint << least(%s - 1, %d)) ELSE 0 END)"
                .formatted(count, state, initial, timestamp, count, MOST_DOUBLINGS);
    }

    long base(Machine machine) {
        return baseMillis.get(machine);
    }

    /**
     * In milliseconds since 1970; 0 for a step that did not fail yet.
     *
     * @param initial the state in which a process begins: EDC counts twice that it came there
     */
    long dueAt(Machine machine, int initial, StatefulEntity<?> process, int count) {
        return count > 1 && process.getState() != initial
                ? process.getStateTimestamp() + base(machine) * (1L << Math.min(count - 1, MOST_DOUBLINGS))
                : 0;
    }
}
