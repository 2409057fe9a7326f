// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.sluis.extensions.protocol.machines.StateMachine.Status;

/** What is known of one machine's loop. */
final class Watch {

    private final String name;
    private final Clock clock;
    private Instant lastRun;
    private boolean running;
    private boolean scheduled;
    private boolean dead;
    private int revivals;

    Watch(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.lastRun = clock.instant();
    }

    synchronized void scheduled() {
        scheduled = true;
        dead = false;
    }

    synchronized void began() {
        lastRun = clock.instant();
        running = true;
        scheduled = false;
    }

    /** A loop that lives has scheduled its next iteration by now. */
    synchronized void ended(boolean shutDown) {
        running = false;
        dead = !scheduled && !shutDown;
    }

    synchronized void revived() {
        revivals++;
    }

    synchronized StateMachine report(Instant now, Duration longIteration) {
        var stalled = running && Duration.between(lastRun, now).compareTo(longIteration) > 0;
        var status = dead ? Status.DEAD : stalled ? Status.STALLED : Status.RUNNING;
        return new StateMachine(name, status, lastRun, revivals);
    }
}
