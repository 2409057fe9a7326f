// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.time.Clock;
import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.system.ExecutorInstrumentation;
import org.eclipse.edc.spi.system.ServiceExtension;

/** Puts every state machine on an executor that is watched and can be woken. */
@Extension("Sluis: watched state machines")
public final class StateMachinesExtension implements ServiceExtension {

    @Setting(
            description = "Whether state machines are woken when there is something to do; otherwise they only poll",
            key = "sluis.protocol.wake-ups",
            defaultValue = "true")
    private boolean wakesUp;

    @Inject
    private Clock clock;

    @Inject
    private Replicas replicas;

    private StateMachines machines;

    /** How the state machines are doing. */
    @Provider
    public StateMachines stateMachines() {
        if (machines == null) {
            machines = new StateMachines(clock);
        }
        return machines;
    }

    /** The executors of the state machines. */
    @Provider
    public ExecutorInstrumentation executorInstrumentation() {
        return stateMachines();
    }

    /** How the state machines are woken. */
    @Provider
    public WakeUps wakeUps() {
        var wakeUps = new WakeUps(stateMachines(), replicas, clock, wakesUp);
        replicas.onChange(wakeUps::look);
        return wakeUps;
    }
}
