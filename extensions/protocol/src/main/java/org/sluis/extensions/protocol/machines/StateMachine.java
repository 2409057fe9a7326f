// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.time.Instant;

/**
 * How one of EDC's state machines is doing.
 *
 * @param name the machine's name in EDC
 * @param lastRun when an iteration last began
 * @param revivals how often it died and was started again since this process began
 */
public record StateMachine(String name, Status status, Instant lastRun, int revivals) {

    /** Whether a machine moves its processes. */
    public enum Status {
        /** It iterates. */
        RUNNING,
        /** One iteration lasts unusually long: a call inside hangs. */
        STALLED,
        /** An error ended its loop and it was not started again yet. */
        DEAD
    }
}
