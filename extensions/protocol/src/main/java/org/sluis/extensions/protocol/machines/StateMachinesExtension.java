// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.time.Clock;
import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ExecutorInstrumentation;
import org.eclipse.edc.spi.system.ServiceExtension;

/** Puts every state machine on an executor that is watched. */
@Extension("Sluis: watched state machines")
public final class StateMachinesExtension implements ServiceExtension {

    @Inject
    private Clock clock;

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
}
