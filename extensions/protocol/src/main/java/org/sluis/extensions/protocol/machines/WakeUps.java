// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.time.Clock;
import java.time.Duration;

/**
 * Wakes state machines when there is something for them to do.
 *
 * <p>To be called after the commit: a machine that is woken before it finds nothing.
 */
public final class WakeUps {

    // Attempts that are due at nearly the same time wake the machine once.
    private static final long GRAIN_MILLIS = 20;

    private final StateMachines machines;
    private final Replicas replicas;
    private final Clock clock;
    private final boolean enabled;

    /** {@code enabled} is false for machines that only poll. */
    WakeUps(StateMachines machines, Replicas replicas, Clock clock, boolean enabled) {
        this.machines = machines;
        this.replicas = replicas;
        this.clock = clock;
        this.enabled = enabled;
    }

    /**
     * A process in one of the machine's states can be moved.
     *
     * @param at milliseconds since 1970; not before then
     */
    public void due(Machine machine, int state, String type, long at) {
        if (at > clock.millis()) {
            wakeAt(machine, at);
            return;
        }
        machines.sleeper(machine).ifPresent(sleeper -> {
            sleeper.agenda().add(state, type);
            if (enabled) {
                sleeper.executor().wake();
            }
        });
        replicas.changed(machine);
    }

    /** There may be something in any state of the machine. */
    public void look(Machine machine) {
        machines.sleeper(machine).ifPresent(sleeper -> {
            sleeper.agenda().addEverything();
            if (enabled) {
                sleeper.executor().wake();
            }
        });
    }

    /** There may be something in any state of the machine after a while. */
    public void lookAfter(Machine machine, Duration pause) {
        wakeAt(machine, clock.millis() + pause.toMillis());
    }

    /** Something that machines waited for without a state of its own is there; what is on their agenda can go on. */
    public void goOn() {
        if (enabled) {
            for (var machine : Machine.values()) {
                machines.sleeper(machine)
                        .ifPresent(sleeper -> sleeper.executor().wake());
            }
        }
    }

    /** The machine looks at everything at a time, in milliseconds since 1970. */
    public void wakeAt(Machine machine, long time) {
        if (enabled) {
            var rounded = (time / GRAIN_MILLIS + 1) * GRAIN_MILLIS;
            machines.sleeper(machine).ifPresent(sleeper -> sleeper.executor().wakeAt(rounded));
        }
    }
}
